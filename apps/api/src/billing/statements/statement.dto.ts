import { ApiProperty } from '@nestjs/swagger';
import { formatDecimal } from '@sky/money';
import { OneOf, Pagination, QueryMoment } from '@api/platform';
import type { StatementMonth } from './statements';

export const EXPORT_FORMATS = ['pdf', 'csv'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

/** Which statement to write; the present month so far when nothing is said. */
export class StatementQuery {
  @QueryMoment({ description: 'The first moment of the statement.' })
  from?: Date;

  @QueryMoment({ description: 'The moment at which it ends; not part of it.' })
  to?: Date;

  @OneOf(EXPORT_FORMATS, 'ExportFormat', { optional: true, description: 'PDF when it is left out.' })
  format?: ExportFormat;

  @OneOf(['yes', 'no'], 'ByteOrderMark', {
    optional: true,
    description: 'Whether CSV begins with a byte order mark, for old spreadsheets.',
  })
  bom?: 'yes' | 'no';
}

/** One month of the caller's account. */
export class StatementMonthDto {
  /** Such as "2026-11". */
  month!: string;
  from!: Date;
  to!: Date;
  opening!: string;
  closing!: string;
  currency!: string;
  @ApiProperty({ type: 'integer' }) transactions!: number;
  /** False for the present month, whose closing balance is that of now. */
  isOver!: boolean;

  static from({ opening, closing, ...month }: StatementMonth, currency: string): StatementMonthDto {
    return { ...month, opening: formatDecimal(opening, currency), closing: formatDecimal(closing, currency), currency };
  }
}

/** A page of months, newest first. */
export class StatementPageDto {
  data!: StatementMonthDto[];
  pagination!: Pagination;
}
