import { Migration } from '@mikro-orm/migrations';

/** Tags that staff put on people, and indexes for searching them. */
export class Migration20261125001500_staff extends Migration {
  override up(): void {
    this.addSql(`
      create table user_tags (
        user_id integer not null references users (id),
        tag text not null check (tag ~ '^[a-z0-9][a-z0-9-]{0,29}$'),
        primary key (user_id, tag)
      )`);
    this.addSql(`create index user_tags_tag on user_tags (tag, user_id desc)`);
    this.addSql(`create index users_state on users (state, id desc) where state <> 'active'`);
  }
}
