import { Migration } from '@mikro-orm/migrations';

/** What VirtFusion tells of servers (network, disks, figures over time, traffic), what owners write on them, and servers that only one side knows. */
export class Migration20261128000200_server_facts extends Migration {
  override up(): void {
    this.addSql(`
      alter table servers
        add column interfaces jsonb not null default '[]',
        add column disks jsonb not null default '[]',
        add column hypervisor_name text,
        add column guest_system text,
        add column vnc_port integer,
        add column upstream_updated_at timestamptz,
        add column viewed_at timestamptz,
        add column missing_since timestamptz,
        add column traffic_read_at timestamptz,
        add column notes text not null default '',
        add column tags text[] not null default '{}',
        add column is_favourite boolean not null default false`);
    this.addSql(`create index servers_viewed on servers (viewed_at) where viewed_at is not null and deleted_at is null`);
    this.addSql(`create index servers_tags on servers using gin (tags) where deleted_at is null`);
    this.addSql(`
      create table server_samples (
        server_id integer not null references servers (id),
        at timestamptz not null,
        cpu_percent real,
        memory_used_mb integer,
        disk_read_bytes bigint,
        disk_write_bytes bigint,
        received_bytes bigint,
        sent_bytes bigint,
        primary key (server_id, at)
      )`);
    this.addSql(`create index server_samples_at on server_samples using brin (at)`);
    this.addSql(`
      create table server_traffic (
        server_id integer not null references servers (id),
        month integer not null,
        starts_at timestamptz not null,
        ends_at timestamptz not null,
        received_bytes bigint not null,
        sent_bytes bigint not null,
        total_bytes bigint not null,
        limit_gb integer not null,
        extra_gb integer not null,
        alerted_percent integer not null default 0,
        read_at timestamptz not null,
        primary key (server_id, month)
      )`);
    this.addSql(`
      create table server_orphans (
        upstream_id integer primary key,
        name text not null,
        owner_upstream_id integer not null,
        hypervisor_id integer not null,
        is_suspended boolean not null,
        created_at timestamptz not null,
        first_seen_at timestamptz not null default now(),
        last_seen_at timestamptz not null default now(),
        state text not null default 'open' check (state in ('open', 'adopted', 'ignored')),
        decided_by integer references users (id),
        decided_at timestamptz
      )`);
    this.addSql(`create index server_orphans_open on server_orphans (first_seen_at) where state = 'open'`);
    this.addSql(`create index server_orphans_decided_by on server_orphans (decided_by) where decided_by is not null`);
  }
}
