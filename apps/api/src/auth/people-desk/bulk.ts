import { EntityManager, LockMode } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { AuditLog } from '@api/audit';
import { MailService } from '@api/mail';
import { BadRequestError, ConflictError, LiveHub, type Principal } from '@api/platform';
import { User } from '../users/user.entity';
import { VerificationService } from '../verification/verification.service';
import { type BulkAction, type BulkPerson, fingerprintOf, type PlannedPerson, skipReason } from './bulk-plan';
import { PeopleDesk } from './people-desk';

/** What to do to whom, as staff chose it. */
export interface BulkOrder {
  readonly action: BulkAction;
  readonly userIds: readonly number[];
  readonly reason?: string;
  readonly tag?: string;
  readonly subject?: string;
  readonly message?: string;
}

export interface BulkPlan {
  readonly people: readonly PlannedPerson[];
  readonly concerned: number;
  readonly fingerprint: string;
}

/** Acts on many people at once: first a plan to look at, then exactly that plan. */
@Injectable()
export class Bulk {
  constructor(
    private readonly em: EntityManager,
    private readonly desk: PeopleDesk,
    private readonly verification: VerificationService,
    private readonly mail: MailService,
    private readonly audit: AuditLog,
    private readonly live: LiveHub,
  ) {}

  /** What would be done; changes nothing. */
  async plan(order: BulkOrder, caller: Principal): Promise<BulkPlan> {
    requireWords(order);
    const { action, userIds, reason, tag, subject, message } = order;
    const rows = await this.em.fork().execute<BulkPerson[]>(
      `select u.id, u.username, u.role, u.state, u.email_verified_at is not null as "isVerified",
         array(select t.tag from user_tags t where t.user_id = u.id) as tags
       from users u where u.id = any(?::int[]) order by u.id`,
      [`{${userIds.join(',')}}`],
    );
    const people = rows.map(row => ({
      id: row.id,
      username: row.username,
      skipped: skipReason(row, action, tag, caller.userId),
    }));
    return {
      people,
      concerned: people.filter(({ skipped }) => skipped === null).length,
      fingerprint: fingerprintOf(action, [reason, tag, subject, message], people),
    };
  }

  /** Carries out a plan that was looked at; refused as `plan_changed` when it would do something else by now. */
  async apply(order: BulkOrder, fingerprint: string, caller: Principal): Promise<{ done: number; people: PlannedPerson[] }> {
    const plan = await this.plan(order, caller);
    if (plan.fingerprint !== fingerprint)
      throw new ConflictError('plan_changed', 'Something has changed since you looked. Look at the plan again.');
    for (const { id } of plan.people.filter(({ skipped }) => skipped === null)) await this.act(order, id, caller, fingerprint);
    return { done: plan.concerned, people: [...plan.people] };
  }

  private act(
    { action, reason, tag = '', subject = '', message = '' }: BulkOrder,
    id: number,
    caller: Principal,
    plan: string,
  ): Promise<void> {
    switch (action) {
      case 'suspend':
        return this.desk.setStatus(id, false, reason, caller);
      case 'unsuspend':
        return this.desk.setStatus(id, true, undefined, caller);
      case 'verify':
        return this.withUser(id, async user => {
          if (!user.isVerified) await this.verification.confirm(user);
        });
      case 'mail':
        return this.withUser(id, async user => {
          const letter = { fullName: user.fullName, subject, message };
          await this.mail.send(
            { userId: id, email: user.email },
            'message-from-staff',
            letter,
            `staff-message:${plan}:${id}:${today()}`,
          );
          await this.note('user.mailed', id, { subject });
        });
      case 'add-tag':
        return this.withUser(id, async () => {
          await this.em.execute('insert into user_tags (user_id, tag) values (?, ?) on conflict do nothing', [id, tag]);
          await this.note('user.tagged', id, { added: tag });
        });
      case 'remove-tag':
        return this.withUser(id, async () => {
          await this.em.execute('delete from user_tags where user_id = ? and tag = ?', [id, tag]);
          await this.note('user.tagged', id, { removed: tag });
        });
    }
  }

  private withUser(id: number, act: (user: User) => Promise<void>): Promise<void> {
    return this.em.transactional(async em => {
      await act(await em.findOneOrFail(User, { id }, { lockMode: LockMode.PESSIMISTIC_WRITE }));
      await this.live.publish({ type: 'user', userId: id, data: {} });
    });
  }

  private note(action: 'user.mailed' | 'user.tagged', id: number, details: Record<string, unknown>): Promise<void> {
    return this.audit.record({ action, userId: id, target: { kind: 'user', id }, details });
  }
}

/** Each action needs its own words. */
function requireWords({ action, reason, tag, subject, message }: BulkOrder): void {
  const missing = [
    ...(action === 'suspend' && !reason ? ['reason'] : []),
    ...((action === 'add-tag' || action === 'remove-tag') && !tag ? ['tag'] : []),
    ...(action === 'mail' && !subject ? ['subject'] : []),
    ...(action === 'mail' && !message ? ['message'] : []),
  ];
  if (missing.length > 0)
    throw new BadRequestError(
      'validation_failed',
      'Some fields need your attention.',
      missing.map(field => ({ field, message: 'is needed for this action' })),
    );
}

/** The same words to the same people go out once a day: a repeated click sends nothing twice, and next month's news arrive. */
function today(): string {
  return new Date().toISOString().slice(0, 10);
}
