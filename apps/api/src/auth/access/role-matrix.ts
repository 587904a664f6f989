import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable, Logger, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { Subject, type Subscription } from 'rxjs';
import { isPermission, LiveHub, type Permission, PERMISSIONS } from '@api/platform';
import type { Role } from './roles';

export const ROLES_CHANGED = 'roles-changed';

const NONE: ReadonlySet<Permission> = new Set();
const ALL: ReadonlySet<Permission> = new Set(PERMISSIONS);

/** What each role may do in the console, read from memory; a change by any process reaches all of them. */
@Injectable()
export class RoleMatrix implements OnModuleInit, OnModuleDestroy {
  private readonly log = new Logger(RoleMatrix.name);
  private readonly news = new Subject<void>();
  private matrix = new Map<string, ReadonlySet<Permission>>();
  private readings = 0;
  private subscription?: Subscription;

  /** Told each time that the matrix was read again. */
  readonly reloaded = this.news.asObservable();

  constructor(
    private readonly em: EntityManager,
    private readonly live: LiveHub,
  ) {}

  async onModuleInit(): Promise<void> {
    await this.reload();
    this.subscription = this.live.events.subscribe(({ type }) => {
      if (type === ROLES_CHANGED || type === 'reconnected') void this.tryToReload();
    });
  }

  onModuleDestroy(): void {
    this.subscription?.unsubscribe();
  }

  /** An administrator may do everything, a customer nothing, the others what the matrix says. */
  permissionsOf(role: Role): ReadonlySet<Permission> {
    return role === 'admin' ? ALL : (this.matrix.get(role) ?? NONE);
  }

  /** True while somebody of this role and standing may look at the portal with a customer's eyes. */
  mayLook({ role, state }: { readonly role: Role | null; readonly state: string | null }): boolean {
    return role !== null && state === 'active' && this.permissionsOf(role).has('users.impersonate');
  }

  /** Reads the matrix again; a permission that no longer exists is left out. */
  async reload(): Promise<void> {
    this.readings += 1;
    const reading = this.readings;
    const rows = await this.em
      .fork()
      .execute<{ role: string; permission: string }[]>('select role, permission from role_permissions');
    const matrix = new Map<string, Set<Permission>>();
    for (const { role, permission } of rows) {
      if (!isPermission(permission as Permission)) continue;
      const permissions = matrix.get(role) ?? new Set();
      matrix.set(role, permissions.add(permission as Permission));
    }
    // Of two readings at once the one that began last knows more, whichever ends last.
    if (reading !== this.readings) return;
    this.matrix = matrix;
    this.news.next();
  }

  /** Without a database nobody can be asked anything; the next connection reads the matrix again. */
  private async tryToReload(): Promise<void> {
    await this.reload().catch((error: unknown) => this.log.warn({ err: error }, 'the role matrix could not be read'));
  }
}
