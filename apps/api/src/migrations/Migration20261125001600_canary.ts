import { Migration } from '@mikro-orm/migrations';

/** One sealed value that is opened at each start, to know that the key is the right one. */
export class Migration20261125001600_canary extends Migration {
  override up(): void {
    this.addSql(`create table sealed_canary (id integer primary key check (id = 1), value text not null)`);
  }
}
