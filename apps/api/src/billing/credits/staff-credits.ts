import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { formatDecimal, formatMoney, parseMoney } from '@sky/money';
import { type AuditAction, AuditLog } from '@api/audit';
import { Clock, Config, ConflictError, NotFoundError, RefusedError } from '@api/platform';
import { Notifications } from '@api/notifications';
import { SettingsService } from '@api/settings';
import { Ledger, type Movement } from '../ledger/ledger';
import type { TransactionType } from '../ledger/vocabulary';
import { readAmount } from '../read-amount';
import { StaffCreditReader, type StaffCreditRow } from './staff-credit-reader';

export const STAFF_CREDIT_KINDS = ['addition', 'adjustment', 'reversal'] as const;
/** What staff do to somebody's credit: add some, put a figure right, or take one transaction back. */
export type StaffCreditKind = (typeof STAFF_CREDIT_KINDS)[number];

export const STAFF_CREDIT_STATES = ['awaiting', 'posted', 'rejected', 'withdrawn'] as const;
/** `awaiting`: a second person has to agree. */
export type StaffCreditState = (typeof STAFF_CREDIT_STATES)[number];

/** What somebody asks for; the amount is in micro-units and signed from the customer's point of view. */
interface Wish {
  readonly kind: StaffCreditKind;
  readonly userId: number;
  readonly amount: bigint;
  readonly reason: string;
  readonly reversesId: string | null;
  readonly idempotencyKey: string | null;
}

interface StoredWish {
  id: number;
  kind: StaffCreditKind;
  user_id: number;
  amount: string;
  reason: string;
  state: StaffCreditState;
  asked_by: number;
  reverses_id: string | null;
}

/** What a transaction that staff may take back was, and where its other side stands. */
interface Reversible {
  userId: number | null;
  type: TransactionType;
  amount: string;
  house: string;
  lines: number;
}

const TYPE_OF: Readonly<Record<StaffCreditKind, TransactionType>> = {
  addition: 'manual_addition',
  adjustment: 'adjustment',
  reversal: 'reversal',
};

/** Only what staff themselves posted is taken back here; money that came from a gateway goes back through it. */
const REVERSIBLE: readonly TransactionType[] = ['manual_addition', 'adjustment'];

/**
 * Credit that staff give, put right or take back. Above the limit of the settings a second person has to agree; each wish
 * is posted at most once, and a transaction is taken back at most once.
 */
@Injectable()
export class StaffCredits {
  constructor(
    private readonly em: EntityManager,
    private readonly ledger: Ledger,
    private readonly reader: StaffCreditReader,
    private readonly notifications: Notifications,
    private readonly settings: SettingsService,
    private readonly clock: Clock,
    private readonly config: Config,
    private readonly audit: AuditLog,
  ) {}

  /** Adds credit (decimal string), or asks a second person to agree. The same key finds the same wish again. */
  add(wish: { userId: number; amount: string; reason: string }, idempotencyKey: string | null, staffId: number) {
    return this.ask({ ...wish, kind: 'addition', amount: this.amountOf(wish.amount), reversesId: null, idempotencyKey }, staffId);
  }

  /** Puts a balance right, in either direction. */
  adjust(
    wish: { userId: number; direction: 'give' | 'take'; amount: string; reason: string },
    idempotencyKey: string | null,
    staffId: number,
  ): Promise<StaffCreditRow> {
    const amount = this.amountOf(wish.amount);
    const { userId, reason } = wish;
    const signed = wish.direction === 'give' ? amount : -amount;
    return this.ask({ kind: 'adjustment', userId, reason, amount: signed, reversesId: null, idempotencyKey }, staffId);
  }

  /** Takes one transaction of staff back, exactly and once. */
  async reverse(transactionId: number, reason: string, idempotencyKey: string | null, staffId: number): Promise<StaffCreditRow> {
    const { userId, type, amount } = await this.reversible(transactionId);
    if (userId === null || !REVERSIBLE.includes(type))
      throw new RefusedError(
        'not_reversible',
        'Only credit that staff added or adjusted can be taken back here. Refund a payment to give money back.',
      );
    const reversesId = String(transactionId);
    return this.ask({ kind: 'reversal', userId, reason, amount: -BigInt(amount), reversesId, idempotencyKey }, staffId);
  }

  /** Agrees to somebody else's wish, which is posted with it. */
  approve(id: number, note: string, staffId: number): Promise<StaffCreditRow> {
    return this.decide(id, staffId, async wish => {
      if (wish.asked_by === staffId)
        throw new RefusedError('second_person_needed', 'Somebody else has to agree to what you asked for.');
      await this.post(wish, staffId, note);
    });
  }

  /** Refuses somebody's wish; nothing is posted. */
  reject(id: number, note: string, staffId: number): Promise<StaffCreditRow> {
    return this.decide(id, staffId, async wish => {
      await this.close(wish, wish.asked_by === staffId ? 'withdrawn' : 'rejected', staffId, note);
    });
  }

  private async ask(wish: Wish, staffId: number): Promise<StaffCreditRow> {
    const id = await this.em.transactional(async em => {
      const [person] = await em.execute<{ id: number }[]>(`select id from users where id = ? and state <> 'deleted'`, [
        wish.userId,
      ]);
      if (!person) throw new NotFoundError('user_not_found', 'There is no such user.');
      await this.ledger.hold(wish.userId);
      const known = await this.repeated(wish, staffId);
      if (known !== null) return known;
      const stored = await this.store(wish, this.needsSecondPerson(wish.amount), staffId);
      if (stored.isAwaiting) await this.record('credit.asked', stored.wish, {});
      else await this.post(stored.wish, null, null);
      return stored.wish.id;
    });
    return this.reader.byId(id);
  }

  /** The wish that this key stands for. A key with other content is refused; a transaction that was taken back stays so. */
  private async repeated({ idempotencyKey, userId, amount, kind, reversesId }: Wish, staffId: number): Promise<number | null> {
    if (idempotencyKey !== null) {
      const [known] = await this.em.execute<StoredWish[]>(
        'select * from staff_credits where asked_by = ? and idempotency_key = ?',
        [staffId, idempotencyKey],
      );
      const isSame = known?.user_id === userId && BigInt(known.amount) === amount && known.kind === kind;
      if (known && !isSame)
        throw new ConflictError('idempotency_key_reused', 'This Idempotency-Key was already used for another wish.');
      if (known) return known.id;
    }
    if (reversesId === null) return null;
    const [taken] = await this.em.execute<{ id: number }[]>(
      `select id from staff_credits where reverses_id = ? and kind = 'reversal' and state in ('awaiting', 'posted')`,
      [reversesId],
    );
    if (taken) throw new ConflictError('already_reversed', 'This transaction is being taken back or was taken back already.');
    return null;
  }

  private async store(
    wish: Wish,
    needsSecondPerson: boolean,
    staffId: number,
  ): Promise<{ wish: StoredWish; isAwaiting: boolean }> {
    const { kind, userId, amount, reason, reversesId, idempotencyKey } = wish;
    const [stored] = await this.em.execute<StoredWish[]>(
      `insert into staff_credits (kind, user_id, amount, currency, reason, state, asked_by, asked_at, needs_second_person, reverses_id, idempotency_key)
       values (?, ?, ?, ?, ?, 'awaiting', ?, ?, ?, ?, ?) returning *`,
      [
        kind,
        userId,
        amount,
        this.ledger.currency,
        reason,
        staffId,
        this.clock.now(),
        needsSecondPerson,
        reversesId,
        idempotencyKey,
      ],
    );
    if (!stored) throw new Error('The wish was not stored');
    return { wish: stored, isAwaiting: needsSecondPerson };
  }

  private decide(id: number, staffId: number, act: (wish: StoredWish) => Promise<void>): Promise<StaffCreditRow> {
    return this.em
      .transactional(async em => {
        const [wish] = await em.execute<StoredWish[]>('select * from staff_credits where id = ? for update', [id]);
        if (!wish) throw new NotFoundError('credit_not_found', 'There is no such credit.');
        if (wish.state !== 'awaiting') throw new ConflictError('already_decided', `This was ${wish.state} already.`);
        await act(wish);
      })
      .then(() => this.reader.byId(id));
  }

  private async post(wish: StoredWish, decidedBy: number | null, note: string | null): Promise<void> {
    const { transactionId } = await this.ledger.post(await this.movementOf(wish));
    await this.em.execute(
      `update staff_credits set state = 'posted', transaction_id = ?, decided_by = ?, decided_at = ?, note = ? where id = ?`,
      [transactionId, decidedBy, this.clock.now(), note, wish.id],
    );
    if (decidedBy !== null) await this.record('credit.approved', wish, { note });
    await this.tell(wish, transactionId);
  }

  private async movementOf({ id, kind, user_id, amount, reason, reverses_id }: StoredWish): Promise<Movement> {
    const base = { type: TYPE_OF[kind], userId: user_id, amount: BigInt(amount) };
    if (reverses_id === null) return { ...base, reference: `admin:${id}`, description: reason, against: 'adjustments' };
    const { house } = await this.reversible(Number(reverses_id));
    return {
      ...base,
      reference: `reversal:${reverses_id}`,
      description: `Taken back: ${reason}`,
      against: house as Movement['against'],
      reversesId: BigInt(reverses_id),
    };
  }

  private async close(wish: StoredWish, state: 'rejected' | 'withdrawn', decidedBy: number, note: string): Promise<void> {
    await this.em.execute('update staff_credits set state = ?, decided_by = ?, decided_at = ?, note = ? where id = ?', [
      state,
      decidedBy,
      this.clock.now(),
      note,
      wish.id,
    ]);
    await this.record('credit.rejected', wish, { note });
  }

  /** The customer hears of it in words; the reason is theirs to read. */
  private async tell({ id, user_id, amount, reason }: StoredWish, transactionId: bigint): Promise<void> {
    const { currency } = this.ledger;
    const [person] = await this.em.execute<{ full_name: string }[]>('select full_name from users where id = ?', [user_id]);
    const { balance } = await this.ledger.hold(user_id);
    const words = {
      amount: formatMoney(BigInt(amount), currency, { sign: 'always' }),
      balance: formatMoney(balance, currency),
      reason,
    };
    const link = `/billing/transactions/${transactionId}`;
    await this.notifications.tell(
      {
        userId: user_id,
        kind: 'billing',
        title: `Your credit was changed by ${words.amount}`,
        body: `${reason}. Your credit is now ${words.balance}.`,
        link,
        mail: {
          template: 'credit-changed',
          values: { fullName: person?.full_name ?? '', ...words, link: this.config.env.PUBLIC_URL + link },
        },
      },
      `staff-credit:${id}`,
    );
  }

  private async reversible(transactionId: number): Promise<Reversible> {
    const [row] = await this.em.execute<Reversible[]>(
      `select t.user_id as "userId", t.type, p.amount, a.kind as house, (select count(*)::int from ledger_postings o where o.transaction_id = t.id) as lines
       from ledger_transactions t join ledger_postings p on p.transaction_id = t.id and p.line = 1
         join ledger_postings h on h.transaction_id = t.id and h.line = 2 join ledger_accounts a on a.id = h.account_id
       where t.id = ?`,
      [transactionId],
    );
    if (!row) throw new NotFoundError('transaction_not_found', 'There is no such transaction.');
    return row;
  }

  private needsSecondPerson(amount: bigint): boolean {
    const limit = this.settings.get('billing.secondPersonAbove');
    if (limit === '') return false;
    const magnitude = amount < 0n ? -amount : amount;
    return magnitude > parseMoney(limit, this.ledger.currency);
  }

  private amountOf(text: string): bigint {
    const amount = readAmount(text, this.ledger.currency, 'amount');
    if (amount > 0n) return amount;
    throw new RefusedError('invalid_amount', 'The amount must be more than nothing.', [
      { field: 'amount', message: 'must be more than 0' },
    ]);
  }

  private record(action: AuditAction, { id, user_id, kind, amount, reason }: StoredWish, details: object): Promise<void> {
    const { currency } = this.ledger;
    return this.audit.record({
      action,
      userId: user_id,
      target: { kind: 'staff-credit', id },
      details: { kind, amount: formatDecimal(BigInt(amount), currency), currency, reason, ...details },
    });
  }
}
