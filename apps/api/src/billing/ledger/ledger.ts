import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { formatDecimal } from '@sky/money';
import { type AuditAction, AuditLog } from '@api/audit';
import { Clock, Jobs, LiveHub, RefusedError } from '@api/platform';
import { SettingsService } from '@api/settings';
import type { AccountKind, HouseAccountKind, TransactionType } from './vocabulary';

/** What each movement is called in the audit log. */
const ACTION_OF: Readonly<Record<TransactionType, AuditAction>> = {
  credit_purchase: 'money.credit-purchased',
  usage: 'money.usage-charged',
  refund: 'money.refunded',
  manual_addition: 'money.added',
  reversal: 'money.reversed',
  adjustment: 'money.adjusted',
};

/** One line of a transaction on an account of the house; never zero. */
export interface HouseLine {
  readonly account: HouseAccountKind;
  readonly amount: bigint;
}

/** A movement of money between a customer and the house, in micro-units (10⁻⁶ of the currency). */
export interface Movement {
  /** What makes this transaction unique, such as `paypal-capture:3C67…`; a second one with the same reference is not made. */
  readonly reference: string;
  readonly type: TransactionType;
  /** For the customer. */
  readonly description: string;
  readonly userId: number;
  /** Positive: the customer gets credit; negative: the customer pays. Never zero. */
  readonly amount: bigint;
  /** The other side: one account that takes all of it, or lines that together take exactly the opposite of `amount`. */
  readonly against: HouseAccountKind | readonly HouseLine[];
  /** The transaction that this one takes back. */
  readonly reversesId?: bigint;
  readonly occurredAt?: Date;
}

export interface Posted {
  readonly transactionId: bigint;
  /** False when the reference had been posted before. */
  readonly isNew: boolean;
}

/** A customer's account, held until the surrounding transaction ends. */
export interface HeldAccount {
  readonly id: number;
  readonly balance: bigint;
  readonly currency: string;
}

/**
 * The double-entry ledger. Sums, immutability, balances and hashes are kept by the database (see the migration); this class
 * is the only writer. Every method joins the surrounding transaction.
 */
@Injectable()
export class Ledger {
  constructor(
    private readonly em: EntityManager,
    private readonly clock: Clock,
    private readonly settings: SettingsService,
    private readonly live: LiveHub,
    private readonly audit: AuditLog,
    private readonly jobs: Jobs,
  ) {}

  /** The currency of the store, in which every account is kept. */
  get currency(): string {
    return this.settings.get('billing.currency');
  }

  /** Posts a movement once; a repetition finds the first posting and changes nothing. */
  post(movement: Movement): Promise<Posted> {
    return this.em.transactional(async () => {
      const made = await this.write(movement);
      if (!made) return this.existing(movement);
      await this.record(movement, made.transactionId);
      await this.live.hint({ type: 'balance', userId: movement.userId, data: {} });
      // However credit came in, a debtor's servers may be due to be resumed. Cases are opened under the account's lock, so none is missed.
      if (made.isInDebt) await this.jobs.add('billing.balance-rose', { userId: movement.userId });
      await this.announceTopUp(movement, made.transactionId);
      return { transactionId: BigInt(made.transactionId), isNew: true };
    });
  }

  /** One statement, under the lock of the customer's account; null when the reference is known. The customer's line is the first. */
  private async write(movement: Movement): Promise<{ transactionId: string; isInDebt: boolean } | null> {
    const { reference, type, description, userId, reversesId, occurredAt, amount, against } = movement;
    const lines: readonly HouseLine[] = typeof against === 'string' ? [{ account: against, amount: -amount }] : against;
    const now = this.clock.now();
    const [made] = await this.em.execute<{ transactionId: string; isInDebt: boolean }[]>(
      `select transaction_id as "transactionId", is_in_debt as "isInDebt" from ledger_post(?, ?, ?, ?, ?, ?, ?, ?, ?, ?::text[], ?::bigint[])`,
      [
        ...[reference, type, description, this.currency, userId, reversesId ?? null, occurredAt ?? now, now, amount],
        `{${lines.map(({ account }) => account).join(',')}}`,
        `{${lines.map(line => line.amount).join(',')}}`,
      ],
    );
    return made ?? null;
  }

  /** Opens the customer's account if need be and locks it; whoever checks a balance before spending holds it. */
  async hold(userId: number): Promise<HeldAccount> {
    const known = await this.locked(userId);
    if (known) return known;
    await this.open('customer_credit', userId);
    const opened = await this.locked(userId);
    if (!opened) throw new Error(`The account of user ${userId} could not be opened`);
    return opened;
  }

  private async locked(userId: number): Promise<HeldAccount | null> {
    const [row] = await this.em.execute<{ id: number; balance: string; currency: string }[]>(
      `select id, balance, currency from ledger_accounts where kind = 'customer_credit' and user_id = ? and currency = ? for update`,
      [userId, this.currency],
    );
    return row ? { id: row.id, balance: BigInt(row.balance), currency: row.currency } : null;
  }

  /** Locks the account and refuses when it holds less than `needed`. */
  async holdAtLeast(userId: number, needed: bigint): Promise<HeldAccount> {
    const account = await this.hold(userId);
    if (account.balance < needed)
      throw new RefusedError('insufficient_credit', 'There is not enough credit for this. Add credit first.');
    return account;
  }

  /** The id of a house account (revenue, clearing); these keep no balance, theirs is derived. */
  async houseAccount(kind: HouseAccountKind): Promise<number> {
    const find = () =>
      this.em.execute<{ id: number }[]>('select id from ledger_accounts where kind = ? and user_id is null and currency = ?', [
        kind,
        this.currency,
      ]);
    const [known] = await find();
    if (known) return known.id;
    await this.open(kind, null);
    const [opened] = await find();
    if (!opened) throw new Error(`The house account ${kind} could not be opened`);
    return opened.id;
  }

  /** Every movement of money has its entry in the audit log, in the same transaction. */
  private record({ type, userId, amount, ...movement }: Movement, id: string): Promise<void> {
    const { currency } = this;
    const { reference, description, reversesId } = movement;
    const against =
      typeof movement.against === 'string' ? movement.against : movement.against.map(({ account }) => account).join(', ');
    return this.audit.record({
      action: ACTION_OF[type],
      userId,
      target: { kind: 'transaction', id },
      details: { amount: formatDecimal(amount, currency), currency, reference, against, description, reversesId },
    });
  }

  /** A top-up, or part of one that goes back, may earn or lose a promise that was made for it. */
  private async announceTopUp({ type, amount, reversesId }: Movement, id: string): Promise<void> {
    if (type === 'credit_purchase') await this.jobs.add('billing.top-up-changed', { transactionId: id, change: 'credited' });
    else if (reversesId !== undefined && amount < 0n && (type === 'refund' || type === 'reversal'))
      await this.jobs.add('billing.top-up-changed', { transactionId: String(reversesId), change: 'taken-back' });
  }

  private async open(kind: AccountKind, userId: number | null): Promise<void> {
    await this.em.execute(
      'insert into ledger_accounts (kind, user_id, currency, created_at) values (?, ?, ?, ?) on conflict (kind, user_id, currency) do nothing',
      [kind, userId, this.currency, this.clock.now()],
    );
  }

  /** The transaction that this reference stands for. Another movement under the same reference is a fault of ours, and stops here. */
  private async existing({ reference, type, userId, amount }: Movement): Promise<Posted> {
    const [row] = await this.em.execute<{ id: string; type: TransactionType; user_id: number; amount: string }[]>(
      `select t.id, t.type, t.user_id, p.amount from ledger_transactions t join ledger_postings p on p.transaction_id = t.id and p.line = 1
       where t.reference = ?`,
      [reference],
    );
    if (!row) throw new Error(`Transaction ${reference} was neither made nor found`);
    if (row.type !== type || row.user_id !== userId || BigInt(row.amount) !== amount)
      throw new Error(`Transaction ${reference} was posted as ${row.type} of ${row.amount}, not as ${type} of ${amount}`);
    return { transactionId: BigInt(row.id), isNew: false };
  }
}
