import { Migration } from '@mikro-orm/migrations';

/** Request ids that stay unique when a backup is restored; rows of before keep theirs. */
export class Migration20261128090100_request_keys extends Migration {
  override up(): void {
    this.addSql(`alter table payments add column request_key text not null default ''`);
    this.addSql(`alter table refunds add column request_key text not null default ''`);
  }
}
