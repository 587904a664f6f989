import { ApiProperty } from '@nestjs/swagger';
import { Id, MAX_ID, OneOf, PageQuery, Pagination, QueryWhole } from '@api/platform';
import type { EventFilter, EventRow } from './event-desk';
import { SECURITY_EVENT_KINDS, SECURITY_EVENTS, type SecurityEventKind, SEVERITIES, type Severity } from './kinds';

export const EVENT_STATES = ['open', 'acknowledged'] as const;
export type EventState = (typeof EVENT_STATES)[number];

/** Which security events are listed. */
export class SecurityEventsQuery extends PageQuery {
  @OneOf(SECURITY_EVENT_KINDS, 'SecurityEventKind', { optional: true })
  kind?: SecurityEventKind;

  @OneOf(SEVERITIES, 'SecuritySeverity', { optional: true })
  severity?: Severity;

  @OneOf(EVENT_STATES, 'SecurityEventState', { optional: true })
  state?: EventState;

  @QueryWhole({ min: 1, max: MAX_ID })
  userId?: number;

  @QueryWhole({ min: 1, max: MAX_ID })
  keyId?: number;
}

/** The filter of a question. */
export function eventFilterOf({ kind, severity, state, userId, keyId }: SecurityEventsQuery): EventFilter {
  return { kind, severity, userId, keyId, ...(state !== undefined && { isOpen: state === 'open' }) };
}

/** Something that looks like an attack. */
export class SecurityEventDto {
  @Id() id!: number;
  @ApiProperty({ type: String, example: 'many-failures-from-address' }) kind!: string;
  @ApiProperty({ type: String, description: 'The kind in words.' }) words!: string;
  @OneOf(SEVERITIES, 'SecuritySeverity') severity!: Severity;
  @ApiProperty({ type: 'integer', nullable: true }) userId!: number | null;
  @ApiProperty({ type: String, nullable: true }) username!: string | null;
  @ApiProperty({ type: 'integer', nullable: true }) keyId!: number | null;
  @ApiProperty({ type: String, nullable: true }) address!: string | null;
  @ApiProperty({ type: 'object', additionalProperties: true }) details!: Record<string, unknown>;
  @ApiProperty({ type: 'integer', description: 'How often it was noticed; within an hour it is one event.' })
  occurrences!: number;
  @ApiProperty({ type: String, format: 'date-time' }) firstAt!: Date;
  @ApiProperty({ type: String, format: 'date-time' }) lastAt!: Date;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) acknowledgedAt!: Date | null;
  @ApiProperty({ type: String, nullable: true }) acknowledgedBy!: string | null;

  static from(row: EventRow): SecurityEventDto {
    return { ...row, words: (SECURITY_EVENTS as Record<string, string>)[row.kind] ?? row.kind };
  }
}

/** A page of security events. */
export class SecurityEventPageDto {
  @ApiProperty({ type: [SecurityEventDto] }) data!: SecurityEventDto[];
  @ApiProperty({ type: Pagination }) pagination!: Pagination;
}
