import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import type { Subscription } from 'rxjs';
import { isPermission, LiveHub, type Permission, PERMISSIONS } from '@api/platform';
import type { Role } from './roles';

export const ROLES_CHANGED = 'roles-changed';

const NONE: ReadonlySet<Permission> = new Set();
const ALL: ReadonlySet<Permission> = new Set(PERMISSIONS);

/** What each role may do in the console, read from memory; a change by any process reaches all of them. */
@Injectable()
export class RoleMatrix implements OnModuleInit, OnModuleDestroy {
  private matrix = new Map<string, ReadonlySet<Permission>>();
  private subscription?: Subscription;

  constructor(
    private readonly em: EntityManager,
    private readonly live: LiveHub,
  ) {}

  async onModuleInit(): Promise<void> {
    await this.reload();
    this.subscription = this.live.events.subscribe(({ type }) => {
      if (type === ROLES_CHANGED || type === 'reconnected') void this.reload();
    });
  }

  onModuleDestroy(): void {
    this.subscription?.unsubscribe();
  }

  /** An administrator may do everything, a customer nothing, the others what the matrix says. */
  permissionsOf(role: Role): ReadonlySet<Permission> {
    return role === 'admin' ? ALL : (this.matrix.get(role) ?? NONE);
  }

  /** Reads the matrix again; a permission that no longer exists is left out. */
  async reload(): Promise<void> {
    const rows = await this.em
      .fork()
      .execute<{ role: string; permission: string }[]>('select role, permission from role_permissions');
    const matrix = new Map<string, Set<Permission>>();
    for (const { role, permission } of rows) {
      if (!isPermission(permission as Permission)) continue;
      const permissions = matrix.get(role) ?? new Set();
      matrix.set(role, permissions.add(permission as Permission));
    }
    this.matrix = matrix;
  }
}
