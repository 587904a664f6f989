import type { Clock } from '../kit/clock';
import { Table, type StoredTable } from '../kit/table';
import type {
  BackupRow,
  CreditRow,
  GroupRow,
  HypervisorRow,
  IpBlockRow,
  PackageRow,
  QueueRow,
  SshKeyRow,
  TemplateGroupRow,
  TemplateRow,
  UsageRow,
  UserPackRow,
  UserRow,
} from './model';
import { notFound } from './replies';
import type { ServerRow } from './server-model';

/** How long the panel's work takes, in seconds of the sandbox's clock. */
export interface Pace {
  readonly buildSeconds: number;
  readonly powerSeconds: number;
}

type StoredWorld = Record<string, StoredTable<{ readonly id: number }>> & { serial: StoredTable<{ readonly id: number }> };

/** Everything the simulated panel remembers. */
export class World {
  readonly users = new Table<UserRow>();
  readonly credits = new Table<CreditRow>();
  readonly packages = new Table<PackageRow>();
  readonly groups = new Table<GroupRow>();
  readonly hypervisors = new Table<HypervisorRow>();
  readonly ipBlocks = new Table<IpBlockRow>();
  readonly templateGroups = new Table<TemplateGroupRow>();
  readonly templates = new Table<TemplateRow>();
  readonly sshKeys = new Table<SshKeyRow>();
  readonly servers = new Table<ServerRow>();
  readonly queue = new Table<QueueRow>();
  readonly backups = new Table<BackupRow>();
  readonly userPacks = new Table<UserPackRow>();
  readonly usage = new Table<UsageRow>();
  /** Ids of addresses, interfaces, disks, white-list entries and traffic blocks; its rows carry nothing else. */
  private readonly serials = new Table<{ readonly id: number }>();
  /** Actions whose next queue item will fail. */
  readonly doomed: string[] = [];
  /** Where consoles are reached; null when nothing listens, and each is said to be on its hypervisor. */
  consoleIp: string | null = null;
  private unfinished: Set<number> | undefined;

  constructor(
    readonly clock: Clock,
    readonly pace: Pace,
  ) {}

  now(): number {
    return this.clock.now();
  }

  nextSerial(): number {
    const { id } = this.serials.insert({});
    this.serials.delete(id);
    return id;
  }

  /** Queue items that have not finished yet. */
  openQueue(): Set<number> {
    this.unfinished ??= new Set(this.queue.where(item => item.finishedAt === null).map(item => item.id));
    return this.unfinished;
  }

  serverOf(id: number): ServerRow {
    const server = this.servers.get(id);
    if (!server) throw notFound('server');
    return server;
  }

  snapshot(): Record<string, unknown> {
    return structuredClone(JSON.parse(JSON.stringify(this.tables())) as Record<string, unknown>);
  }

  restore(state: unknown): void {
    const stored = state as StoredWorld;
    for (const [name, table] of Object.entries(this.tables())) {
      const rows = stored[name];
      if (rows) (table as Table<{ readonly id: number }>).load(rows);
    }
    this.unfinished = undefined;
  }

  clear(): void {
    for (const table of Object.values(this.tables())) table.clear();
    this.doomed.length = 0;
    this.unfinished = undefined;
  }

  private tables() {
    const { users, credits, packages, groups, hypervisors, ipBlocks, templateGroups, templates, sshKeys } = this;
    const { servers, queue, backups, userPacks, usage, serials } = this;
    return {
      ...{ users, credits, packages, groups, hypervisors, ipBlocks, templateGroups, templates, sshKeys },
      ...{ servers, queue, backups, userPacks, usage, serials },
    };
  }
}
