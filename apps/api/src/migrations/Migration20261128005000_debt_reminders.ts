import { Migration } from '@mikro-orm/migrations';

/** The last letter before servers are deleted for a debt. */
export class Migration20261128005000_debt_reminders extends Migration {
  override up(): void {
    this.addSql(`alter table debt_cases add column reminded_at timestamptz`);
    this.addSql(`alter table billing_run_steps drop constraint billing_run_steps_step_check`);
    this.addSql(`
      alter table billing_run_steps add constraint billing_run_steps_step_check
        check (step in ('warn', 'suspend', 'remind', 'delete', 'resume'))`);
  }
}
