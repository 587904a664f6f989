import { Injectable } from '@nestjs/common';
import { stringify } from 'csv-stringify';
import { pipeline, Readable } from 'node:stream';
import { wordsFor } from './actions';
import type { AuditFilter } from './audit-filter';
import { AuditLog } from './audit-log';
import { AuditReader, type AuditRow } from './audit-reader';

const BATCH = 1_000;
/** Above every id: the export starts with the newest entry. */
const NEWEST = '9223372036854775807';

const COLUMNS = [
  'id',
  'position',
  'occurred_at',
  'action',
  'words',
  'outcome',
  'actor_kind',
  'actor_id',
  'actor',
  'impersonated',
  'user_id',
  'user',
  'session_id',
  'key_id',
  'address',
  'user_agent',
  'request_id',
  'target_kind',
  'target_id',
  'details',
];

/** Writes the log as CSV while it reads it, so that its size costs no memory. */
@Injectable()
export class AuditExport {
  constructor(
    private readonly reader: AuditReader,
    private readonly audit: AuditLog,
  ) {}

  /** Starts an export, which is an act of its own in the log. Cells that a spreadsheet would run are escaped. */
  async csv(filter: AuditFilter): Promise<Readable> {
    await this.audit.record({ action: 'audit.exported', userId: null, details: { filter } });
    const csv = stringify({ header: true, columns: COLUMNS, escape_formulas: true, record_delimiter: '\r\n', bom: true });
    // A failure ends the answer early; the browser then shows a broken download, not a short one.
    return pipeline(Readable.from(this.lines(filter)), csv, () => undefined);
  }

  private async *lines(filter: AuditFilter): AsyncGenerator<unknown[]> {
    for (let last: string | undefined = NEWEST; last !== undefined;) {
      const rows: AuditRow[] = await this.reader.before(filter, last, BATCH);
      yield* rows.map(lineOf);
      last = rows.length === BATCH ? rows.at(-1)?.id : undefined;
    }
  }
}

function lineOf(row: AuditRow): unknown[] {
  return [
    row.id,
    row.position,
    row.occurredAt.toISOString(),
    row.action,
    wordsFor(row.action),
    row.outcome,
    row.actorKind,
    row.actorId,
    row.actorName,
    row.isImpersonated ? 'yes' : 'no',
    row.userId,
    row.username,
    row.sessionId,
    row.keyId,
    row.address,
    row.userAgent,
    row.requestId,
    row.targetKind,
    row.targetId,
    JSON.stringify(row.details),
  ];
}
