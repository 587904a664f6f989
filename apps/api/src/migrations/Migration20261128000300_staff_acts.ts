import { Migration } from '@mikro-orm/migrations';

/** Suspensions by staff: the wish, its reason and who had it. A job makes VirtFusion follow. */
export class Migration20261128000300_staff_acts extends Migration {
  override up(): void {
    this.addSql(`
      alter table servers
        add column suspended_at timestamptz,
        add column suspended_reason text,
        add column suspended_by integer references users (id),
        add constraint servers_suspension check ((suspended_at is null) = (suspended_reason is null))`);
    this.addSql(`create index servers_suspended_by on servers (suspended_by) where suspended_by is not null`);
  }
}
