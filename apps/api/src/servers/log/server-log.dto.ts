import { ApiProperty } from '@nestjs/swagger';
import { stringify } from 'csv-stringify/sync';
import { type AuditOutcome, type AuditRow, wordsFor } from '@api/audit';
import { OneOf, PageQuery, Pagination, QueryMoment, Text } from '@api/platform';

const OUTCOMES = ['done', 'refused'] as const;
const ACTORS = ['customer', 'support', 'system', 'guest'] as const;

/** What to look for, and in which form. */
export class ServerLogQuery extends PageQuery {
  @Text({
    max: 60,
    optional: true,
    pattern: /^[a-z.-]+$/,
    description: 'An action, or the beginning of several, such as `console`.',
  })
  action?: string;

  @OneOf(OUTCOMES, 'ServerLogOutcome', { optional: true })
  outcome?: AuditOutcome;

  @QueryMoment({ optional: true })
  from?: Date;

  @QueryMoment({ optional: true })
  to?: Date;
}

/** One thing that was done to a server. */
export class ServerLogEntryDto {
  id!: string;
  at!: Date;
  action!: string;
  /** The action in words. */
  label!: string;
  @OneOf(OUTCOMES, 'ServerLogOutcome') outcome!: AuditOutcome;
  @OneOf(ACTORS, 'ServerLogActor') by!: (typeof ACTORS)[number];
  /** Null for support and for what happened by itself. */
  @ApiProperty({ type: String, nullable: true }) username!: string | null;
  /** Null for support and for what happened by itself. */
  @ApiProperty({ type: String, nullable: true }) address!: string | null;
  @ApiProperty({ type: String, nullable: true }) detail!: string | null;

  /** Customers learn that support acted, not who of them, and from where they did it themselves. */
  static from({
    id,
    occurredAt,
    action,
    outcome,
    actorKind,
    actorName,
    address,
    isImpersonated,
    details,
  }: AuditRow): ServerLogEntryDto {
    const by = actorKind === 'staff' || isImpersonated ? 'support' : actorKind;
    const isOwn = by === 'customer';
    return {
      id,
      at: occurredAt,
      action,
      label: wordsFor(action),
      outcome,
      by,
      username: isOwn ? actorName : null,
      address: isOwn ? address : null,
      detail: detailOf(details),
    };
  }
}

/** A page of a server's log. */
export class ServerLogPageDto {
  data!: ServerLogEntryDto[];
  pagination!: Pagination;
}

/** The words that say which of several: the power action, the cause of a refusal. */
function detailOf({ kind, reason, cause }: Record<string, unknown>): string | null {
  const words = [kind, reason ?? cause].filter(word => typeof word === 'string' && word !== '');
  return words.length === 0 ? null : words.join(': ');
}

/** The log as CSV; cells that a spreadsheet would run are escaped. */
export function serverLogCsv(entries: readonly ServerLogEntryDto[]): string {
  const columns = ['at', 'action', 'label', 'outcome', 'by', 'username', 'address', 'detail'];
  const rows = entries.map(entry => ({ ...entry, at: entry.at.toISOString() }));
  return stringify(rows, { header: true, columns, escape_formulas: true, record_delimiter: '\r\n', bom: true });
}
