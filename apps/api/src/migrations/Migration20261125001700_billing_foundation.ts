import { Migration } from '@mikro-orm/migrations';

/** Accounts for other gateways, set-up fees and tax; what of a payment is credit and what is tax. Amounts are micro-units. */
export class Migration20261125001700_billing_foundation extends Migration {
  override up(): void {
    this.addSql(`alter table ledger_accounts drop constraint ledger_accounts_kind_check`);
    this.addSql(`
      alter table ledger_accounts add constraint ledger_accounts_kind_check check (kind in ('customer_credit', 'paypal_clearing',
        'bank_clearing', 'revenue_usage', 'revenue_setup', 'refunds', 'promotional_credit', 'adjustments', 'receivable',
        'tax_payable', 'tax_included'))`);
    this.addSql(`alter table payments add column credit bigint check (credit > 0), add column tax jsonb`);
    this.addSql(`update payments set credit = amount`);
    this.addSql(
      `alter table payments alter column credit set not null, add constraint payments_credit_at_most_amount check (credit <= amount)`,
    );
  }
}
