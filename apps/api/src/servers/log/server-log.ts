import { Injectable } from '@nestjs/common';
import { type AuditOutcome, AuditReader, type AuditRow } from '@api/audit';
import type { PageRequest } from '@api/platform';

/** What to look for in a server's log. */
export interface ServerLogFilter {
  readonly serverId: number;
  /** An action, or the beginning of several, such as `console`. */
  readonly action?: string;
  readonly outcome?: AuditOutcome;
  readonly from?: Date;
  readonly to?: Date;
}

const MOST_EXPORTED = 10_000;

/** Everything that was done to a server, by whom and from where, as the audit log has it. */
@Injectable()
export class ServerLog {
  constructor(private readonly reader: AuditReader) {}

  page({ serverId, ...filter }: ServerLogFilter, page: PageRequest): Promise<{ rows: AuditRow[]; total: number }> {
    return this.reader.page({ ...filter, target: { kind: 'server', id: String(serverId) } }, page);
  }

  /** The newest entries, ten thousand at most. */
  async whole(filter: ServerLogFilter): Promise<AuditRow[]> {
    return (await this.page(filter, { page: 1, limit: MOST_EXPORTED, offset: 0 })).rows;
  }
}
