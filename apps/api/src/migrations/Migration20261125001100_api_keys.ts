import { Migration } from '@mikro-orm/migrations';

/** API keys, what they are used for, what was noticed about them, and the windows in which requests are counted. */
export class Migration20261125001100_api_keys extends Migration {
  override up(): void {
    this.addSql(`
      create table api_keys (
        id integer generated always as identity primary key,
        user_id integer not null references users (id),
        name text not null,
        key_hash text not null unique,
        prefix text not null,
        last_four text not null,
        scopes text[] not null,
        allowed_networks cidr[],
        requests_per_minute integer check (requests_per_minute between 1 and 100000),
        created_at timestamptz not null,
        expires_at timestamptz,
        reminded_at timestamptz,
        last_used_at timestamptz,
        last_address text,
        revoked_at timestamptz,
        revoked_reason text check (revoked_reason in
          ('removed-by-owner', 'removed-by-staff', 'rotated', 'rule', 'reported', 'account-deleted')),
        revoked_note text,
        rotated_from integer references api_keys (id),
        check ((revoked_at is null) = (revoked_reason is null))
      )`);
    this.addSql(`create index api_keys_owner on api_keys (user_id, id desc)`);
    this.addSql(`create index api_keys_rotated_from on api_keys (rotated_from) where rotated_from is not null`);
    this.addSql(`create index api_keys_expiring on api_keys (expires_at) where revoked_at is null and reminded_at is null`);
    this.addSql(`
      create table api_key_use (
        key_id integer not null references api_keys (id),
        day date not null,
        method text not null,
        route text not null,
        requests integer not null,
        refusals integer not null,
        limited integer not null,
        primary key (key_id, day, method, route)
      )`);
    this.addSql(`create index api_key_use_day on api_key_use (day)`);
    this.addSql(`
      create table api_key_refusals (
        key_id integer not null references api_keys (id),
        slot timestamptz not null,
        refusals integer not null,
        primary key (key_id, slot)
      )`);
    this.addSql(`create index api_key_refusals_slot on api_key_refusals (slot)`);
    this.addSql(`
      create table api_key_networks (
        key_id integer not null references api_keys (id),
        network cidr not null,
        first_seen_at timestamptz not null,
        judged_at timestamptz,
        primary key (key_id, network)
      )`);
    this.addSql(`create index api_key_networks_unjudged on api_key_networks (key_id) where judged_at is null`);
    this.addSql(`
      create table api_key_findings (
        id integer generated always as identity primary key,
        key_id integer not null references api_keys (id),
        kind text not null check (kind in ('key-new-network', 'key-sudden-volume', 'key-many-refusals')),
        subject text not null,
        figures jsonb not null,
        found_at timestamptz not null,
        unique (key_id, kind, subject)
      )`);
    // Lost in a crash, which costs a minute's count and nothing else.
    this.addSql(`
      create unlogged table rate_windows (
        subject text primary key,
        started_at timestamptz not null,
        used integer not null default 0,
        previous integer not null default 0
      )`);
    this.addSql(`create index rate_windows_age on rate_windows (started_at)`);
    // Takes a share of what a subject has left in its minute. The minute before counts in proportion to how much of it still
    // lies within the last sixty seconds; a share gets smaller as the end comes near, so that little is lost in leases.
    this.addSql(`
      create function take_from_window(
        asked_subject text, allowed integer, wanted integer,
        out granted integer, out remaining integer, out ends_in_ms integer, out retry_in_ms integer)
      language plpgsql as $$
      declare
        held rate_windows;
        moment timestamptz;
        elapsed double precision;
        free integer;
      begin
        insert into rate_windows (subject, started_at) values (asked_subject, clock_timestamp()) on conflict do nothing;
        select * into held from rate_windows where subject = asked_subject for update;
        moment := clock_timestamp();
        if moment >= held.started_at + interval '2 minutes' then
          held.started_at := moment; held.used := 0; held.previous := 0;
        elsif moment >= held.started_at + interval '1 minute' then
          held.started_at := held.started_at + interval '1 minute'; held.previous := held.used; held.used := 0;
        end if;
        elapsed := extract(epoch from moment - held.started_at) / 60;
        free := greatest(0, floor(allowed - held.previous * (1 - elapsed) - held.used));
        granted := least(wanted, free, greatest(1, free / 4));
        remaining := free - granted;
        ends_in_ms := greatest(1, ceil((1 - elapsed) * 60000));
        retry_in_ms := 0;
        if granted = 0 then
          retry_in_ms := ceil(60000 * case
            when held.used < allowed and held.previous > 0 then greatest(0, 1 - (allowed - 1 - held.used)::float / held.previous - elapsed)
            else 1 - elapsed + greatest(0, 1 - (allowed - 1)::float / greatest(held.used, 1)) end);
        else
          update rate_windows set started_at = held.started_at, used = held.used + granted, previous = held.previous
          where subject = asked_subject;
        end if;
      end $$`);
  }
}
