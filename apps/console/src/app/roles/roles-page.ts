import { ChangeDetectionStrategy, Component, computed, inject, linkedSignal, resource, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';

import { Api, getRoleMatrix, type Permission, type Role, type RoleDto, setRolePermissions } from '@sky/api-client';
import { problemOf, Session } from '@sky/session';
import { Failure, lastKnown, PageHeader, Panel, SkeletonRows, Toasts } from '@sky/ui';

import { inGroups, PERMISSION_WORDS } from './permission-words';
import { ROLE_WORDS } from './role-words';

type Draft = Readonly<Partial<Record<Role, readonly Permission[]>>>;
type EditableRole = Exclude<Role, 'customer' | 'admin'>;

/** What each staff role may do: a matrix that is ticked, and saved role by role. */
@Component({
  selector: 'console-roles-page',
  imports: [Failure, MatButton, PageHeader, Panel, SkeletonRows],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { class: 'page full' },
  templateUrl: './roles-page.html',
  styleUrl: './roles-page.scss',
})
export class RolesPage {
  private readonly api = inject(Api);
  private readonly toasts = inject(Toasts);
  private readonly session = inject(Session);

  protected readonly words = PERMISSION_WORDS;
  protected readonly roleWords = ROLE_WORDS;
  protected readonly mayChange = computed(() => this.session.may('roles.write'));

  protected readonly matrix = resource({ loader: () => this.api.invoke(getRoleMatrix) });
  protected readonly known = lastKnown(this.matrix);
  protected readonly problem = computed(() => problemOf(this.matrix.error()));
  protected readonly groups = computed(() => inGroups(this.known()?.permissions ?? []));

  /** What is ticked; another role's ticks survive while one is saved. */
  protected readonly draft = linkedSignal<readonly RoleDto[], Draft>({
    source: () => this.known()?.roles ?? [],
    computation: (roles, previous) =>
      Object.fromEntries(
        roles.map(row => {
          const before = previous?.source.find(({ role }) => role === row.role);
          const ticked = previous?.value[row.role];
          return [row.role, before && ticked && !isSame(before.permissions, ticked) ? ticked : row.permissions];
        }),
      ),
  });
  protected readonly changed = computed(() =>
    (this.known()?.roles ?? [])
      .filter(({ role, permissions }) => !isSame(permissions, this.draft()[role] ?? []))
      .map(({ role }) => role),
  );
  protected readonly saving = signal<Role | undefined>(undefined);
  protected readonly refusal = signal('');

  protected has(role: Role, permission: Permission): boolean {
    return this.draft()[role]?.includes(permission) ?? false;
  }

  protected toggle(role: Role, permission: Permission, event: Event): void {
    const isOn = (event.target as HTMLInputElement).checked;
    this.draft.update(draft => {
      const others = (draft[role] ?? []).filter(one => one !== permission);
      return { ...draft, [role]: isOn ? [...others, permission] : others };
    });
  }

  protected undo({ role, permissions }: RoleDto): void {
    this.draft.update(draft => ({ ...draft, [role]: permissions }));
  }

  protected async save(role: Role): Promise<void> {
    if (this.saving() || !isEditable(role)) return;
    this.saving.set(role);
    this.refusal.set('');
    try {
      const body = { permissions: [...(this.draft()[role] ?? [])] };
      const saved = await this.api.invoke(setRolePermissions, { role, body });
      this.draft.update(draft => ({ ...draft, [role]: saved.roles.find(row => row.role === role)?.permissions ?? [] }));
      this.matrix.set(saved);
      this.toasts.done(`${ROLE_WORDS[role]} was saved. It holds at once for everybody with that role.`);
    } catch (error) {
      this.refusal.set(`${ROLE_WORDS[role]} was not saved. ${problemOf(error).message}`);
    }
    this.saving.set(undefined);
  }
}

function isEditable(role: Role): role is EditableRole {
  return role !== 'customer' && role !== 'admin';
}

function isSame(some: readonly Permission[], others: readonly Permission[]): boolean {
  return some.length === others.length && some.every(one => others.includes(one));
}
