import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { AuditLog } from '@api/audit';
import { Clock, ConflictError, RefusedError } from '@api/platform';
import { Ledger } from '../ledger/ledger';
import { PromoRewards } from './promo-rewards';

/** How a redemption went: credit at once, or with the first top-up. Amounts in micro-units. */
export interface Redeemed {
  readonly redemptionId: number;
  readonly state: 'waiting' | 'granted';
  readonly granted: bigint;
  readonly percentBasisPoints: number | null;
}

interface StoredCode {
  id: number;
  code: string;
  kind: 'amount' | 'percent_of_first_top_up';
  amount: string | null;
  percent_basis_points: number | null;
  most_redemptions: number | null;
  most_per_user: number;
  valid_from: Date;
  valid_until: Date | null;
  credit_lasts_days: number | null;
  is_enabled: boolean;
  redemptions: number;
}

/** Takes codes from customers. A code is counted under its own lock, so that no crowd redeems it more often than it allows. */
@Injectable()
export class PromoRedemption {
  constructor(
    private readonly em: EntityManager,
    private readonly ledger: Ledger,
    private readonly rewards: PromoRewards,
    private readonly clock: Clock,
    private readonly audit: AuditLog,
  ) {}

  /**
   * Redeems a code for a customer. A wrong, ended, used-up or foreign code is the same refusal to somebody who guesses. The same
   * key finds the same redemption again, also where the process died before it could answer.
   */
  redeem(userId: number, text: string, idempotencyKey: string | null = null): Promise<Redeemed> {
    return this.em.transactional(async em => {
      await this.ledger.hold(userId);
      const known = await this.repeated(userId, text, idempotencyKey);
      if (known) return known;
      const [code] = await em.execute<StoredCode[]>('select * from promo_codes where code = ? for update', [
        text.trim().toUpperCase(),
      ]);
      if (!code || !this.isOpen(code)) throw refused('promo_code_not_valid', 'This code does not exist or is no longer valid.');
      await this.requireFree(userId, code);
      const [stored] = await em.execute<{ id: number }[]>(
        `insert into promo_redemptions (promo_code_id, user_id, state, redeemed_at, idempotency_key) values (?, ?, 'waiting', ?, ?) returning id`,
        [code.id, userId, this.clock.now(), idempotencyKey],
      );
      if (!stored) throw new Error('The redemption was not stored');
      await em.execute('update promo_codes set redemptions = redemptions + 1 where id = ?', [code.id]);
      await this.audit.record({
        action: 'promo-code.redeemed',
        userId,
        target: { kind: 'promo-code', id: code.id },
        details: { code: code.code },
      });
      return this.carryOut(stored.id, userId, code);
    });
  }

  /** How it went the first time, for a key that was used already; the account is held. */
  private async repeated(userId: number, text: string, idempotencyKey: string | null): Promise<Redeemed | null> {
    if (idempotencyKey === null) return null;
    const [known] = await this.em.execute<
      { id: number; code: string; kind: StoredCode['kind']; amount: string | null; percent: number | null }[]
    >(
      `select r.id, c.code, c.kind, c.amount, c.percent_basis_points as percent
       from promo_redemptions r join promo_codes c on c.id = r.promo_code_id where r.user_id = ? and r.idempotency_key = ?`,
      [userId, idempotencyKey],
    );
    if (!known) return null;
    if (known.code !== text.trim().toUpperCase())
      throw new ConflictError('idempotency_key_reused', 'This Idempotency-Key was already used for another code.');
    const state = known.kind === 'amount' ? 'granted' : 'waiting';
    return { redemptionId: known.id, state, granted: BigInt(known.amount ?? 0), percentBasisPoints: known.percent };
  }

  private isOpen({ is_enabled, valid_from, valid_until, most_redemptions, redemptions }: StoredCode): boolean {
    const now = this.clock.now();
    const isInTime = valid_from <= now && (valid_until === null || now < valid_until);
    return is_enabled && isInTime && (most_redemptions === null || redemptions < most_redemptions);
  }

  private async requireFree(userId: number, { id, kind, most_per_user }: StoredCode): Promise<void> {
    const [seen] = await this.em.execute<{ own: number; waiting: number; topUps: number }[]>(
      `select count(*) filter (where promo_code_id = ?)::int as own, count(*) filter (where state = 'waiting')::int as waiting,
         (select count(*)::int from ledger_transactions where user_id = ? and type = 'credit_purchase') as "topUps"
       from promo_redemptions where user_id = ?`,
      [id, userId, userId],
    );
    if ((seen?.own ?? 0) >= most_per_user) throw refused('promo_code_already_used', 'You have used this code already.');
    if (kind !== 'percent_of_first_top_up') return;
    if ((seen?.topUps ?? 0) > 0) throw refused('promo_code_for_first_top_up', 'This code is for the first top-up only.');
    if ((seen?.waiting ?? 0) > 0) throw refused('promo_code_waiting', 'Another code is waiting for your first top-up already.');
  }

  private async carryOut(redemptionId: number, userId: number, code: StoredCode): Promise<Redeemed> {
    const percentBasisPoints = code.percent_basis_points;
    if (code.amount === null) return { redemptionId, state: 'waiting', granted: 0n, percentBasisPoints };
    const granted = BigInt(code.amount);
    await this.rewards.grant({ ...code, id: redemptionId, user_id: userId }, granted, null);
    return { redemptionId, state: 'granted', granted, percentBasisPoints };
  }
}

function refused(code: string, message: string): RefusedError {
  return new RefusedError(code, message, [{ field: 'code', message }]);
}
