import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { formatMoney } from '@sky/money';
import { Jobs } from '@api/platform';
import { type ErasureObstacle, PersonalData, type PersonalDataSource } from '@api/auth';

/** What the books know about a person. They are kept; only whom receipts were made out to goes with the account. */
@Injectable()
export class BillingData implements PersonalDataSource, OnModuleInit {
  constructor(
    private readonly em: EntityManager,
    private readonly data: PersonalData,
    private readonly jobs: Jobs,
  ) {}

  onModuleInit(): void {
    this.data.register(this);
  }

  async collect(userId: number): Promise<Record<string, unknown>> {
    const rows = (sql: string) => this.em.fork().execute<object[]>(sql, [userId]);
    return {
      'billing-details': await rows(
        'select company, street, postcode, city, country, tax_id, valid_from from billing_details where user_id = ? order by id',
      ),
      transactions: await rows(
        `select t.id, t.type, t.reference, t.description, p.amount::text as amount_in_millionths, a.currency, t.occurred_at
         from ledger_accounts a join ledger_postings p on p.account_id = a.id join ledger_transactions t on t.id = p.transaction_id
         where a.user_id = ? and a.kind = 'customer_credit' order by t.id`,
      ),
      documents: await rows(
        `select kind, year, sequence, transaction_id, issued_at, snapshot -> 'customer' as made_out_to from documents where user_id = ? order by id`,
      ),
      payments: await rows(
        'select id, order_id, capture_id, state, amount::text as amount_in_millionths, currency, created_at from payments where user_id = ? order by id',
      ),
      'stored-ways-to-pay': await rows(
        'select gateway, label, created_at, removed_at from payment_sources where user_id = ? order by id',
      ),
      'automatic-top-up': await rows(
        `select is_on, days_ahead, fixed_amount::text as fixed_amount_in_millionths, day_cap::text as day_cap_in_millionths,
           month_cap::text as month_cap_in_millionths from automatic_top_ups where user_id = ?`,
      ),
    };
  }

  async obstacles(userId: number): Promise<ErasureObstacle[]> {
    const accounts = await this.em.execute<{ balance: string; currency: string }[]>(
      `select balance, currency from ledger_accounts where user_id = ? and kind = 'customer_credit' and balance < 0`,
      [userId],
    );
    const [open] = await this.em.execute<{ count: number }[]>(
      `select count(*)::int as count from payments where user_id = ? and state in ('capturing', 'pending', 'unknown')`,
      [userId],
    );
    return [
      ...accounts.map(({ balance, currency }) => ({
        code: 'debt',
        message: `There is a debt of ${formatMoney(-BigInt(balance), currency)}. Pay it first.`,
      })),
      ...((open?.count ?? 0) > 0 ? [{ code: 'payments_open', message: 'A payment is not settled yet. Wait until it is.' }] : []),
    ];
  }

  async erase(userId: number): Promise<void> {
    await this.em.execute('delete from billing_details where user_id = ?', [userId]);
    await this.em.execute('delete from automatic_top_ups where user_id = ?', [userId]);
    const kept = await this.em.execute<{ vaultId: string }[]>(
      `update payment_sources set removed_at = coalesce(removed_at, now()), label = 'Removed' where user_id = ? returning vault_id as "vaultId"`,
      [userId],
    );
    for (const { vaultId } of kept) await this.jobs.add('billing.forget-source', { vaultId }, { singletonKey: vaultId });
  }
}
