import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { formatDecimal } from '@sky/money';
import { type AuditAction, AuditLog } from '@api/audit';
import { Clock, LiveHub, RefusedError } from '@api/platform';
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

/** A movement of money between two accounts, in micro-units (10⁻⁶ of the currency). */
export interface Movement {
  /** What makes this transaction unique, such as `paypal-capture:3C67…`; a second one with the same reference is not made. */
  readonly reference: string;
  readonly type: TransactionType;
  /** For the customer. */
  readonly description: string;
  readonly userId: number;
  /** Positive: the customer gets credit; negative: the customer pays. Never zero. */
  readonly amount: bigint;
  /** The other side. */
  readonly against: HouseAccountKind;
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
  ) {}

  /** The currency of the store, in which every account is kept. */
  get currency(): string {
    return this.settings.get('billing.currency');
  }

  /** Posts a movement once; a repetition finds the first posting and changes nothing. */
  post(movement: Movement): Promise<Posted> {
    return this.em.transactional(async em => {
      const customer = await this.hold(movement.userId);
      const [made] = await em.execute<{ id: string }[]>(
        `insert into ledger_transactions (reference, type, description, currency, user_id, reverses_id, occurred_at)
         values (?, ?, ?, ?, ?, ?, ?) on conflict (reference) do nothing returning id`,
        [
          movement.reference,
          movement.type,
          movement.description,
          customer.currency,
          movement.userId,
          movement.reversesId ?? null,
          movement.occurredAt ?? this.clock.now(),
        ],
      );
      if (!made) return this.existing(movement.reference);
      await em.execute(
        `insert into ledger_postings (transaction_id, line, account_id, amount) values (?, 1, ?, ?), (?, 2, ?, ?)`,
        [made.id, customer.id, movement.amount, made.id, await this.houseAccount(movement.against), -movement.amount],
      );
      await this.record(movement, made.id, customer.currency);
      await this.live.publish({ type: 'balance', userId: movement.userId, data: {} });
      return { transactionId: BigInt(made.id), isNew: true };
    });
  }

  /** Opens the customer's account if need be and locks it; whoever checks a balance before spending holds it. */
  async hold(userId: number): Promise<HeldAccount> {
    await this.open('customer_credit', userId);
    const [row] = await this.em.execute<{ id: number; balance: string; currency: string }[]>(
      `select id, balance, currency from ledger_accounts where kind = 'customer_credit' and user_id = ? and currency = ? for update`,
      [userId, this.currency],
    );
    if (!row) throw new Error(`The account of user ${userId} could not be opened`);
    return { id: row.id, balance: BigInt(row.balance), currency: row.currency };
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
  private record({ type, userId, amount, ...movement }: Movement, id: string, currency: string): Promise<void> {
    const { reference, against, description, reversesId } = movement;
    return this.audit.record({
      action: ACTION_OF[type],
      userId,
      target: { kind: 'transaction', id },
      details: { amount: formatDecimal(amount, currency), currency, reference, against, description, reversesId },
    });
  }

  private async open(kind: AccountKind, userId: number | null): Promise<void> {
    await this.em.execute(
      'insert into ledger_accounts (kind, user_id, currency, created_at) values (?, ?, ?, ?) on conflict (kind, user_id, currency) do nothing',
      [kind, userId, this.currency, this.clock.now()],
    );
  }

  private async existing(reference: string): Promise<Posted> {
    const [row] = await this.em.execute<{ id: string }[]>('select id from ledger_transactions where reference = ?', [reference]);
    if (!row) throw new Error(`Transaction ${reference} was neither made nor found`);
    return { transactionId: BigInt(row.id), isNew: false };
  }
}
