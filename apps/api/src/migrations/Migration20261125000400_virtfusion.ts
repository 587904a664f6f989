import { Migration } from '@mikro-orm/migrations';

/** The link of our users to VirtFusion's, and the mirror of its catalogue. Ids of mirrored rows are VirtFusion's own. */
export class Migration20261125000400_virtfusion extends Migration {
  override up(): void {
    this.addSql(`
      create table virtfusion_links (
        user_id integer primary key references users (id),
        virtfusion_user_id integer unique,
        state text not null check (state in ('pending', 'linked', 'failed')),
        attempts integer not null default 0,
        last_error text,
        linked_at timestamptz,
        updated_at timestamptz not null
      )`);
    this.addSql(`create index virtfusion_links_open on virtfusion_links (updated_at) where state <> 'linked'`);
    this.addSql(`
      create table virtfusion_packages (
        id integer primary key,
        name text not null,
        description text,
        is_enabled boolean not null,
        cpu_cores integer not null,
        memory_mb integer not null,
        storage_gb integer not null,
        traffic_gb integer not null,
        storage_type integer not null,
        mirrored_at timestamptz not null,
        is_missing boolean not null default false
      )`);
    this.addSql(`
      create table virtfusion_groups (
        id integer primary key,
        name text not null,
        description text,
        is_enabled boolean not null,
        mirrored_at timestamptz not null,
        is_missing boolean not null default false
      )`);
    this.addSql(`
      create table virtfusion_hypervisors (
        id integer primary key,
        group_id integer not null references virtfusion_groups (id),
        name text not null,
        accepts_servers boolean not null,
        free_memory_mb bigint,
        free_cpu_cores bigint,
        free_servers bigint,
        free_ipv4 bigint,
        storage jsonb not null,
        mirrored_at timestamptz not null
      )`);
    this.addSql(`create index virtfusion_hypervisors_group on virtfusion_hypervisors (group_id)`);
    this.addSql(`
      create table virtfusion_templates (
        package_id integer not null references virtfusion_packages (id),
        id integer not null,
        family text not null,
        name text not null,
        version text not null,
        variant text,
        icon text,
        kind text not null,
        is_end_of_life boolean not null,
        position integer not null,
        primary key (package_id, id)
      )`);
    this.addSql(`
      create table virtfusion_health (
        id integer primary key check (id = 1),
        status text not null check (status in ('ok', 'down', 'unknown')),
        checked_at timestamptz not null,
        detail text
      )`);
  }
}
