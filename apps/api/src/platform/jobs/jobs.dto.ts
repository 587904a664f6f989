import { ApiProperty } from '@nestjs/swagger';
import { OneOf, PageQuery, Pagination, Text } from '../http';
import { JOB_STATES, type JobRow, type JobState, type TopicSummary } from './jobs-overview';

/** Filters of the list of jobs. */
export class JobQuery extends PageQuery {
  @Text({ max: 80, optional: true })
  topic?: string;

  @OneOf(JOB_STATES, 'JobState', { optional: true })
  state?: JobState;
}

/** One job in the queue. */
export class JobDto {
  id!: string;
  topic!: string;
  @OneOf(JOB_STATES, 'JobState') state!: JobState;
  @ApiProperty({ type: 'object', additionalProperties: true }) payload!: Record<string, unknown>;
  @ApiProperty({ type: 'integer' }) attempts!: number;
  @ApiProperty({ type: 'integer' }) retryLimit!: number;
  @ApiProperty({ type: String, nullable: true }) lastError!: string | null;
  createdAt!: Date;
  startAfter!: Date;
  @ApiProperty({ type: Date, nullable: true }) completedAt!: Date | null;

  static from(row: JobRow): JobDto {
    return { ...row };
  }
}

/** A page of jobs. */
export class JobPageDto {
  data!: JobDto[];
  pagination!: Pagination;
}

/** How much waits, runs and failed in one topic. */
export class TopicSummaryDto {
  topic!: string;
  @ApiProperty({ type: 'integer' }) queued!: number;
  @ApiProperty({ type: 'integer' }) active!: number;
  @ApiProperty({ type: 'integer' }) retrying!: number;
  @ApiProperty({ type: 'integer' }) dead!: number;
  @ApiProperty({ type: Date, nullable: true }) oldestQueuedAt!: Date | null;

  static from(summary: TopicSummary): TopicSummaryDto {
    return { ...summary };
  }
}

/** All topics. */
export class JobSummaryDto {
  topics!: TopicSummaryDto[];
}
