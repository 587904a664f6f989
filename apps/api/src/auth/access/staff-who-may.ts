import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { Permission } from '@api/platform';
import { RoleMatrix } from './role-matrix';
import type { Role } from './roles';

/** Somebody of the staff. */
export interface StaffMember {
  readonly id: number;
  readonly fullName: string;
}

/** Finds the people who are to hear of something, by what they may do about it. */
@Injectable()
export class StaffWhoMay {
  constructor(
    private readonly em: EntityManager,
    private readonly roles: RoleMatrix,
  ) {}

  /** Everybody active who holds a permission. */
  async may(permission: Permission): Promise<StaffMember[]> {
    const staff = await this.em.execute<(StaffMember & { role: Role })[]>(
      `select id, full_name as "fullName", role from users where role <> 'customer' and state = 'active' order by id`,
    );
    return staff.filter(({ role }) => this.roles.permissionsOf(role).has(permission));
  }
}
