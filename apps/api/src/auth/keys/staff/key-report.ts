import { Injectable } from '@nestjs/common';
import { stringify } from 'csv-stringify';
import { pipeline, Readable } from 'node:stream';
import { isAdminScope } from '@api/platform';
import { AuditLog } from '@api/audit';
import { type DeskRow, KeyDeskReader } from './key-desk-reader';

const BATCH = 500;
const DAY_MS = 86_400_000;
const UNUSED_AFTER_DAYS = 90;

const COLUMNS = [
  'id',
  'name',
  'key',
  'state',
  'owner',
  'owner_email',
  'owner_role',
  'owner_state',
  'scopes',
  'has_admin_scopes',
  'allowed_addresses',
  'created_at',
  'age_days',
  'expires_at',
  'last_used_at',
  'last_address',
  `unused_for_${UNUSED_AFTER_DAYS}_days`,
  'requests_30_days',
  'refusals_30_days',
  'findings',
  'revoked_at',
  'revoked_reason',
] as const;

/** The compliance report over all keys. Read in batches and sent as it is read, so that its size costs no memory. */
@Injectable()
export class KeyReport {
  constructor(
    private readonly reader: KeyDeskReader,
    private readonly audit: AuditLog,
  ) {}

  recordExport(): Promise<void> {
    return this.audit.record({ action: 'key.report-exported' });
  }

  /** Names are the owners' own words, so those that a spreadsheet would take for a formula are defused. */
  stream(): Readable {
    const writer = stringify({ header: true, columns: [...COLUMNS], escape_formulas: true, record_delimiter: 'windows' });
    // A reader who goes away ends the reading too; an error ends the answer.
    return pipeline(Readable.from(this.rows()), writer, () => undefined);
  }

  private async *rows(): AsyncGenerator<string[]> {
    for (let last = 0; ;) {
      const batch = await this.reader.after(last, BATCH);
      for (const row of batch) yield lineOf(row, new Date());
      last = batch.at(-1)?.id ?? 0;
      if (batch.length < BATCH) return;
    }
  }
}

function lineOf(row: DeskRow, now: Date): string[] {
  const idleMs = now.getTime() - (row.lastUsedAt ?? row.createdAt).getTime();
  return [
    String(row.id),
    row.name,
    `${row.prefix}…${row.lastFour}`,
    row.state,
    row.ownerUsername,
    row.ownerEmail,
    row.ownerRole,
    row.ownerState,
    row.scopes.join(' '),
    yesNo(row.scopes.some(isAdminScope)),
    row.allowedAddresses.join(' '),
    row.createdAt.toISOString(),
    String(Math.floor((now.getTime() - row.createdAt.getTime()) / DAY_MS)),
    row.expiresAt?.toISOString() ?? '',
    row.lastUsedAt?.toISOString() ?? '',
    row.lastAddress ?? '',
    yesNo(row.state === 'active' && idleMs > UNUSED_AFTER_DAYS * DAY_MS),
    String(row.requests),
    String(row.refusals),
    String(row.findings),
    row.revokedAt?.toISOString() ?? '',
    row.revokedReason ?? '',
  ];
}

function yesNo(is: boolean): string {
  return is ? 'yes' : 'no';
}
