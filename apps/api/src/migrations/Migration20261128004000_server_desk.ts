import { Migration } from '@mikro-orm/migrations';

/**
 * What staff need to run everybody's servers: a text to search in, orders, what VirtFusion says of one beyond the read model,
 * and how large hypervisors are. Servers that cost nothing have no price.
 */
export class Migration20261128004000_server_desk extends Migration {
  override up(): void {
    // Joining an array counts as not immutable only because of types whose words depend on settings; texts do not.
    this.addSql(`
      create function server_search_text(name text, hostname text, addresses text[], hypervisor text) returns text
        language sql immutable parallel safe
        as $$ select concat_ws(' ', name, hostname, array_to_string(addresses, ' '), hypervisor) $$`);
    this.addSql(`
      do $$
      begin
        if exists (select from pg_available_extensions where name = 'pg_trgm') then
          create extension if not exists pg_trgm;
          create index servers_search on servers using gin
            (server_search_text(name, hostname, addresses, hypervisor_name) gin_trgm_ops) where deleted_at is null;
          create index users_search on users using gin ((username || ' ' || email) gin_trgm_ops);
        end if;
      exception when insufficient_privilege then
        raise notice 'pg_trgm may not be installed here; searching servers reads them all';
      end $$`);
    this.addSql(`create index servers_name on servers (lower(name), id) where deleted_at is null`);
    this.addSql(`create index servers_hypervisor on servers (hypervisor_name, id) where deleted_at is null`);
    this.addSql(`create index servers_group on servers (group_id, id desc) where deleted_at is null`);
    this.addSql(`create index servers_package on servers (package_id, id desc) where deleted_at is null`);
    this.addSql(`create index servers_missing on servers (missing_since) where missing_since is not null and deleted_at is null`);
    this.addSql(`create index servers_unfinished on servers (id) where step <> 'done' and deleted_at is null`);
    this.addSql(`create index servers_created on servers (created_at)`);
    this.addSql(`create index servers_deleted on servers (deleted_at) where deleted_at is not null`);
    this.addSql(`create index server_actions_newest on server_actions (id desc) where finished_at is null or state = 'failed'`);
    this.addSql(`alter table servers alter column price_id drop not null`);
    this.addSql(`
      create table server_upstream_facts (
        server_id integer primary key references servers (id),
        hypervisor_id integer not null,
        cpu_cores integer not null,
        memory_mb integer not null,
        storage_gb integer not null,
        traffic_gb integer not null,
        throttle_percent integer not null,
        is_protected boolean not null,
        backup_plan text,
        pending_tasks jsonb not null,
        read_at timestamptz not null
      )`);
    this.addSql(`
      create table server_owner_changes (
        server_id integer primary key references servers (id),
        to_user_id integer not null references users (id),
        asked_by integer not null references users (id),
        reason text not null,
        asked_at timestamptz not null default now()
      )`);
    this.addSql(`create index server_owner_changes_to on server_owner_changes (to_user_id)`);
    this.addSql(`create index server_owner_changes_by on server_owner_changes (asked_by)`);
    this.addSql(`
      alter table virtfusion_hypervisors
        add column max_memory_mb bigint, add column used_memory_mb bigint,
        add column max_cpu_cores bigint, add column used_cpu_cores bigint,
        add column max_servers bigint, add column used_servers bigint`);
  }
}
