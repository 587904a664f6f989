import { ApiProperty } from '@nestjs/swagger';
import { Ids, OneOf } from '@api/platform';
import { type TrafficRow, useOf } from '../traffic/traffic';
import { expectedBytes, reachedAt, usedPercent } from '../traffic/overrun';
import { HISTORY_WINDOWS, type HistoryPoint, type HistoryWindow } from './samples';

/** How far back. */
export class HistoryQuery {
  @OneOf(HISTORY_WINDOWS, 'HistoryWindow', { optional: true })
  window?: HistoryWindow;
}

/** A moment of a server's history; null where nothing was measured. Rates are bytes a second. */
export class HistoryPointDto {
  at!: Date;
  @ApiProperty({ type: Number, nullable: true }) cpuPercent!: number | null;
  @ApiProperty({ type: Number, nullable: true }) memoryUsedMb!: number | null;
  @ApiProperty({ type: Number, nullable: true }) diskReadRate!: number | null;
  @ApiProperty({ type: Number, nullable: true }) diskWriteRate!: number | null;
  @ApiProperty({ type: Number, nullable: true }) receivedRate!: number | null;
  @ApiProperty({ type: Number, nullable: true }) sentRate!: number | null;

  static from(point: HistoryPoint): HistoryPointDto {
    return { ...point };
  }
}

/** What a server was doing, oldest first. */
export class HistoryDto {
  data!: HistoryPointDto[];
}

/** The traffic of one period. Bytes are counted, limits are gigabytes (10⁹ bytes). */
export class TrafficPeriodDto {
  @ApiProperty({ type: 'integer' }) month!: number;
  startsAt!: Date;
  endsAt!: Date;
  @ApiProperty({ type: 'integer' }) receivedBytes!: number;
  @ApiProperty({ type: 'integer' }) sentBytes!: number;
  @ApiProperty({ type: 'integer' }) totalBytes!: number;
  /** Null: without a limit. */
  @ApiProperty({ type: 'integer', nullable: true }) limitBytes!: number | null;
  @ApiProperty({ type: 'integer' }) limitGb!: number;
  /** Bought on top. */
  @ApiProperty({ type: 'integer' }) extraGb!: number;
  @ApiProperty({ type: 'integer', nullable: true }) usedPercent!: number | null;

  static from(row: TrafficRow): TrafficPeriodDto {
    const { month, startsAt, endsAt, limitGb, extraGb } = row;
    const use = useOf(row);
    return {
      month,
      startsAt,
      endsAt,
      receivedBytes: Number(row.receivedBytes),
      sentBytes: Number(row.sentBytes),
      totalBytes: use.totalBytes,
      limitBytes: use.limitBytes,
      limitGb,
      extraGb,
      usedPercent: usedPercent(use),
    };
  }
}

/** Traffic by period, newest first, and where the present one is going. */
export class TrafficDto {
  data!: TrafficPeriodDto[];
  /** Bytes at the end of the present period at the pace until now; null while it is too early to say. */
  @ApiProperty({ type: 'integer', nullable: true }) expectedBytes!: number | null;
  /** When the limit is reached at this pace; null if it is not. */
  @ApiProperty({ type: Date, nullable: true }) reachedAt!: Date | null;
  /** When VirtFusion told this; null: it never did. */
  @ApiProperty({ type: Date, nullable: true }) readAt!: Date | null;

  static from(rows: readonly TrafficRow[], now: Date): TrafficDto {
    const [present] = rows;
    const use = present && present.endsAt > now ? useOf(present) : undefined;
    return {
      data: rows.map(TrafficPeriodDto.from),
      expectedBytes: use ? expectedBytes(use, now) : null,
      reachedAt: use ? reachedAt(use, now) : null,
      readAt: present?.readAt ?? null,
    };
  }
}

/** Which servers somebody looks at. */
export class ViewedServersDto {
  @Ids({ min: 1, max: 100 })
  ids!: number[];
}
