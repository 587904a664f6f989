import { Migration } from '@mikro-orm/migrations';

/** Staff roles with an editable matrix, the reason of a suspension, and what a session knows of its strength and its end. */
export class Migration20261125000800_identity extends Migration {
  override up(): void {
    this.addSql(`alter table users drop constraint users_role_check`);
    this.addSql(
      `alter table users add constraint users_role_check check (role in ('customer', 'support', 'billing', 'content', 'admin'))`,
    );
    this.addSql(`alter table users drop constraint users_state_check`);
    this.addSql(`alter table users add constraint users_state_check check (state in ('active', 'suspended', 'deleted'))`);
    this.addSql(`
      alter table users
        add column suspended_reason text,
        add column suspended_at timestamptz,
        add column deleted_at timestamptz,
        add column locale text not null default 'en-GB',
        add column time_zone text not null default 'UTC'`);
    this.addSql(`create index users_staff on users (role, id) where role <> 'customer'`);
    this.addSql(`
      create table role_permissions (
        role text not null check (role in ('support', 'billing', 'content')),
        permission text not null,
        primary key (role, permission)
      )`);
    this.addSql(`
      insert into role_permissions (role, permission) values
        ('support', 'overview.read'), ('support', 'users.read'), ('support', 'users.impersonate'), ('support', 'servers.read'),
        ('support', 'billing.read'), ('support', 'catalogue.read'),
        ('billing', 'overview.read'), ('billing', 'users.read'), ('billing', 'servers.read'), ('billing', 'billing.read'),
        ('billing', 'billing.write'), ('billing', 'catalogue.read'), ('billing', 'catalogue.write'),
        ('content', 'overview.read')`);
    this.addSql(`
      alter table sessions
        add column absolute_end_at timestamptz not null default now() + interval '30 days',
        add column stepped_up_at timestamptz,
        add column second_factor text check (second_factor in ('totp', 'passkey', 'recovery-code')),
        add column impersonator_id integer references users (id),
        add column impersonator_session_id integer references sessions (id),
        add column impersonator_may_write boolean not null default false`);
    this.addSql(`create index sessions_impersonator on sessions (impersonator_id) where impersonator_id is not null`);
    this.addSql(`create index sessions_impersonator_session on sessions (impersonator_session_id)
      where impersonator_session_id is not null`);
    this.addSql(`alter table sessions drop constraint sessions_ended_reason_check`);
    this.addSql(`
      alter table sessions add constraint sessions_ended_reason_check check (ended_reason in
        ('signed-out', 'ended-by-user', 'ended-by-staff', 'password-changed', 'password-reset', 'reused', 'suspended', 'role-changed',
         'reported', 'second-factor-changed', 'stepped-up', 'impersonation-ended', 'account-deleted'))`);
  }
}
