import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { AuditLog } from '@api/audit';
import { type Principal, RefusedError } from '@api/platform';
import { SettingsService } from '@api/settings';
import { type Role, ROLES } from '../../access/roles';
import { Factors } from '../factors';

const MOST_NAMES = 20;

/** Which roles need a second factor; `from` null: at once. */
export interface SecondFactorRule {
  readonly roles: readonly Role[];
  readonly from: Date | null;
}

/** What a rule would mean for the people of one role. */
export interface RolePreview {
  readonly role: Role;
  readonly people: number;
  readonly withoutFactor: number;
  readonly lockedOut: { id: number; username: string; fullName: string }[];
}

interface CountedRole {
  role: Role;
  people: number;
  without_factor: number;
  locked_out: { id: number; username: string; fullName: string }[] | null;
}

/** Says which roles need a second factor, after showing whom that would lock out. */
@Injectable()
export class EnforcementService {
  constructor(
    private readonly em: EntityManager,
    private readonly settings: SettingsService,
    private readonly factors: Factors,
    private readonly audit: AuditLog,
  ) {}

  /** The rule in force. */
  current(): SecondFactorRule {
    const roles = this.settings.get('security.secondFactorRoles');
    const from = this.settings.get('security.secondFactorFrom');
    return { roles, from: roles.length === 0 || from === '' ? null : new Date(from) };
  }

  /** Who of these roles has no factor yet. */
  async preview(roles: readonly Role[]): Promise<RolePreview[]> {
    const rows = await this.em.execute<CountedRole[]>(
      `with people as (
         select u.id, u.role, u.username, u.full_name,
           exists (select from totp_credentials t where t.user_id = u.id and t.confirmed_at is not null)
             or exists (select from passkeys p where p.user_id = u.id) as has_factor
         from users u where u.state <> 'deleted' and u.role = any(string_to_array(?, ','))
       ), named as (
         select *, row_number() over (partition by role order by full_name, id) as place from people where not has_factor
       )
       select p.role, count(*)::int as people, (count(*) filter (where not p.has_factor))::int as without_factor,
         (select json_agg(json_build_object('id', n.id, 'username', n.username, 'fullName', n.full_name) order by n.place)
          from named n where n.role = p.role and n.place <= ?) as locked_out
       from people p group by p.role`,
      [roles.join(','), MOST_NAMES],
    );
    return ROLES.filter(role => roles.includes(role)).map(role => {
      const row = rows.find(counted => counted.role === role);
      return {
        role,
        people: row?.people ?? 0,
        withoutFactor: row?.without_factor ?? 0,
        lockedOut: row?.locked_out ?? [],
      };
    });
  }

  /** Puts a rule in force; not one that locks out whoever makes it. */
  async enforce({ userId, role }: Principal, rule: SecondFactorRule): Promise<SecondFactorRule> {
    const from = rule.from ?? new Date();
    const isDue = from.getTime() <= Date.now();
    if (isDue && (rule.roles as readonly string[]).includes(role) && !(await this.factors.hasAny(userId)))
      throw new RefusedError(
        'would_lock_you_out',
        'You have no second factor yourself. Set one up first, or choose a later date.',
      );
    const before = this.current();
    await this.em.transactional(async () => {
      await this.settings.set(
        'security.secondFactorRoles',
        ROLES.filter(known => rule.roles.includes(known)),
      );
      await this.settings.set('security.secondFactorFrom', rule.roles.length === 0 ? '' : from.toISOString());
      await this.audit.record({
        action: 'second-factor.enforced',
        userId: null,
        details: { before: { ...before }, after: { roles: rule.roles, from } },
      });
    });
    return this.current();
  }
}
