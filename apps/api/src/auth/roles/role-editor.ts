import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { AuditLog } from '@api/audit';
import { BadRequestError, LiveHub, type Permission, PERMISSIONS } from '@api/platform';
import { RoleMatrix, ROLES_CHANGED } from '../access/role-matrix';
import { EDITABLE_ROLES, type EditableRole, GRANTABLE, isStaff, type Role, ROLES } from '../access/roles';

/** One row of the matrix. */
export interface RoleRow {
  readonly role: Role;
  readonly permissions: Permission[];
  readonly people: number;
  readonly isEditable: boolean;
}

/** Shows and changes what each staff role may do. */
@Injectable()
export class RoleEditor {
  constructor(
    private readonly em: EntityManager,
    private readonly matrix: RoleMatrix,
    private readonly audit: AuditLog,
    private readonly live: LiveHub,
  ) {}

  async rows(): Promise<RoleRow[]> {
    const counts = await this.em
      .fork()
      .execute<{ role: string; people: number }[]>(
        `select role, count(*)::int as people from users where role <> 'customer' and state <> 'deleted' group by role`,
      );
    return ROLES.filter(isStaff).map(role => {
      const held = this.matrix.permissionsOf(role);
      return {
        role,
        permissions: PERMISSIONS.filter(permission => held.has(permission)),
        people: counts.find(row => row.role === role)?.people ?? 0,
        isEditable: (EDITABLE_ROLES as readonly Role[]).includes(role),
      };
    });
  }

  /** Replaces what a role may do; every process knows at once, and its people's rights follow. */
  async set(role: EditableRole, permissions: readonly Permission[]): Promise<void> {
    if (permissions.some(permission => !GRANTABLE.includes(permission)))
      throw new BadRequestError('validation_failed', 'Some fields need your attention.', [
        { field: 'permissions', message: 'names a permission that no role but admin can have' },
      ]);
    await this.em.transactional(async em => {
      await em.execute('select pg_advisory_xact_lock(hashtext(?))', [`role ${role}`]);
      const before = await em.execute<{ permission: string }[]>(
        'select permission from role_permissions where role = ? order by permission',
        [role],
      );
      await em.execute('delete from role_permissions where role = ?', [role]);
      await em.execute('insert into role_permissions (role, permission) select ?, unnest(?::text[])', [
        role,
        `{${permissions.join(',')}}`,
      ]);
      await this.audit.record({
        action: 'role.permissions-changed',
        userId: null,
        target: { kind: 'role', id: role },
        details: { before: before.map(({ permission }) => permission), after: [...permissions].sort() },
      });
      await this.live.publish({ type: ROLES_CHANGED, userId: null, data: {} });
    });
    await this.matrix.reload();
  }
}
