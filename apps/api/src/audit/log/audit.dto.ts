import { ApiProperty } from '@nestjs/swagger';
import { Id, OneOf, Pagination, QueryMoment, QueryWhole, MAX_ID, Text } from '@api/platform';
import { wordsFor } from './actions';
import type { AuditFilter } from './audit-filter';
import { ACTOR_KINDS, type ActorKind, type AuditOutcome, OUTCOMES } from './audit-log';
import type { AuditRow } from './audit-reader';

/** What is looked for in the log, without pages. */
export class AuditFilterQuery {
  @Text({ max: 60, optional: true, pattern: /^[a-z.-]+$/, patternMessage: 'must be an action or its beginning, such as session' })
  action?: string;

  @QueryWhole({ min: 1, max: MAX_ID })
  userId?: number;

  @QueryWhole({ min: 1, max: MAX_ID })
  actorId?: number;

  @Text({ max: 50, optional: true, description: 'An address, or a block of them such as 203.0.113.0/24.' })
  address?: string;

  @OneOf(OUTCOMES, 'AuditOutcome', { optional: true })
  outcome?: AuditOutcome;

  @QueryMoment()
  from?: Date;

  @QueryMoment()
  to?: Date;

  @Text({ max: 100, optional: true, description: 'A request id, a target, a person, or words of the details.' })
  text?: string;
}

/** The same, with a page. */
export class AuditLogQuery extends AuditFilterQuery {
  @QueryWhole({ min: 1, max: 10_000 })
  page?: number;

  @QueryWhole({ min: 1, max: 100 })
  limit?: number;
}

/** The filter of a question, without its page. */
export function filterOf(query: AuditFilterQuery): AuditFilter {
  const { action, userId, actorId, address, outcome, from, to, text } = query;
  return { action, userId, actorId, address, outcome, from, to, text };
}

/** A person that an entry speaks of; the name is null when they are gone. */
export class AuditPersonDto {
  @Id() id!: number;
  @ApiProperty({ type: String, nullable: true }) username!: string | null;

  static of(id: number | null, username: string | null): AuditPersonDto | null {
    return id === null ? null : { id, username };
  }
}

/** What an act was done to. */
export class AuditTargetDto {
  @ApiProperty({ type: String, example: 'server' }) kind!: string;
  @ApiProperty({ type: String }) id!: string;
}

/** One entry of the audit log. */
export class AuditEntryDto {
  @ApiProperty({ type: 'integer' }) id!: number;
  @ApiProperty({ type: String, format: 'date-time' }) occurredAt!: Date;
  @ApiProperty({ type: String, example: 'user.role-changed' }) action!: string;
  @ApiProperty({ type: String, description: 'The action in words.' }) words!: string;
  @OneOf(OUTCOMES, 'AuditOutcome') outcome!: AuditOutcome;
  @OneOf(ACTOR_KINDS, 'AuditActorKind') actorKind!: ActorKind;
  @ApiProperty({ type: AuditPersonDto, nullable: true }) actor!: AuditPersonDto | null;
  @ApiProperty({ type: AuditPersonDto, nullable: true, description: 'Whose account it concerns.' }) user!: AuditPersonDto | null;
  @ApiProperty({ type: Boolean, description: "Done by staff who looked with the person's eyes." }) isImpersonated!: boolean;
  @ApiProperty({ type: 'integer', nullable: true }) sessionId!: number | null;
  @ApiProperty({ type: 'integer', nullable: true }) keyId!: number | null;
  @ApiProperty({ type: String, nullable: true }) address!: string | null;
  @ApiProperty({ type: String, nullable: true }) userAgent!: string | null;
  @ApiProperty({ type: String, nullable: true }) requestId!: string | null;
  @ApiProperty({ type: AuditTargetDto, nullable: true }) target!: AuditTargetDto | null;
  @ApiProperty({ type: 'object', additionalProperties: true, description: 'Before and after; secrets are redacted.' })
  details!: Record<string, unknown>;
  @ApiProperty({ type: 'integer', nullable: true, description: 'Its place in the hash chain, once it is sealed.' })
  position!: number | null;

  static from(row: AuditRow): AuditEntryDto {
    const { actorId, actorName, userId, username, targetKind, targetId, position, id, ...facts } = row;
    return {
      ...facts,
      id: Number(id),
      words: wordsFor(row.action),
      actor: AuditPersonDto.of(actorId, actorName),
      user: AuditPersonDto.of(userId, username),
      target: targetKind === null || targetId === null ? null : { kind: targetKind, id: targetId },
      position: position === null ? null : Number(position),
    };
  }
}

/** A page of the audit log. The total stops at 10,000. */
export class AuditLogPageDto {
  @ApiProperty({ type: [AuditEntryDto] }) data!: AuditEntryDto[];
  @ApiProperty({ type: Pagination }) pagination!: Pagination;
}

/** Something that concerns the caller's own account. */
export class ActivityDto {
  @ApiProperty({ type: 'integer' }) id!: number;
  @ApiProperty({ type: String, format: 'date-time' }) occurredAt!: Date;
  @ApiProperty({ type: String }) action!: string;
  @ApiProperty({ type: String }) words!: string;
  @OneOf(OUTCOMES, 'AuditOutcome') outcome!: AuditOutcome;
  @ApiProperty({ type: Boolean, description: 'Done by staff, or by the platform itself; not by the person.' })
  isByOthers!: boolean;
  @OneOf(ACTOR_KINDS, 'AuditActorKind') actorKind!: ActorKind;
  @ApiProperty({ type: String, nullable: true, description: 'Null when staff acted.' }) address!: string | null;
  @ApiProperty({ type: String, nullable: true, description: 'Null when staff acted.' }) userAgent!: string | null;
  @ApiProperty({ type: 'integer', nullable: true, description: 'The API key that was used.' }) keyId!: number | null;
  @ApiProperty({ type: AuditTargetDto, nullable: true }) target!: AuditTargetDto | null;

  /** Who of the staff acted, and from where, is not the customer's to know. */
  static of(row: AuditRow, userId: number): ActivityDto {
    const isByStaff = row.actorKind === 'staff' && row.actorId !== userId;
    const { id, occurredAt, action, outcome, actorKind, keyId, targetKind, targetId } = row;
    return {
      id: Number(id),
      occurredAt,
      action,
      words: wordsFor(action),
      outcome,
      actorKind,
      isByOthers: isByStaff || actorKind === 'system',
      address: isByStaff ? null : row.address,
      userAgent: isByStaff ? null : row.userAgent,
      keyId,
      target: targetKind === null || targetId === null ? null : { kind: targetKind, id: targetId },
    };
  }
}

/** A page of the caller's own activity. */
export class ActivityPageDto {
  @ApiProperty({ type: [ActivityDto] }) data!: ActivityDto[];
  @ApiProperty({ type: Pagination }) pagination!: Pagination;
}
