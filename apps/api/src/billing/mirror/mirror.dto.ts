import { ApiProperty } from '@nestjs/swagger';
import { OneOf, PageQuery, Pagination } from '@api/platform';
import { MIRROR_OUTCOMES, type MirrorOutcome, type MirrorStanding, type PushRow } from './mirror-desk';
import { tokensText } from './mirror-step';
import { PUSH_STATES, type PushState } from './mirror-store';

const KINDS = ['booking', 'cancellation', 'correction'] as const;

/** Filters of the bookings. */
export class MirrorBookingQuery extends PageQuery {
  @OneOf(PUSH_STATES, 'MirrorBookingState', { optional: true })
  state?: PushState;
}

/** How far VirtFusion follows the ledger. */
export class MirrorStandingDto {
  enabled!: boolean;
  @ApiProperty({ type: 'integer' }) tokensPerUnit!: number;
  @ApiProperty({ type: 'integer', description: 'Customers whose credit VirtFusion knows to the last movement.' })
  following!: number;
  @ApiProperty({ type: 'integer', description: 'Customers with movements that are still to be carried over.' }) behind!: number;
  @ApiProperty({ type: 'integer', description: 'Customers with a booking that somebody has to look at.' }) review!: number;
  @ApiProperty({ type: Date, nullable: true }) oldestOpenAt!: Date | null;

  static from(standing: MirrorStanding, enabled: boolean, tokensPerUnit: number): MirrorStandingDto {
    return { ...standing, enabled, tokensPerUnit };
  }
}

/** One booking at VirtFusion; `tokens` is a decimal text, negative where credit was taken. */
export class MirrorBookingDto {
  @ApiProperty({ type: 'integer' }) id!: number;
  @ApiProperty({ type: 'integer' }) userId!: number;
  username!: string;
  @OneOf(KINDS, 'MirrorBookingKind') kind!: PushRow['kind'];
  tokens!: string;
  @OneOf(PUSH_STATES, 'MirrorBookingState') state!: PushState;
  /** VirtFusion's id of the credit. */
  @ApiProperty({ type: 'integer', nullable: true }) creditId!: number | null;
  @ApiProperty({ type: 'integer', nullable: true }) transactionId!: number | null;
  @ApiProperty({ type: String, nullable: true }) remark!: string | null;
  createdAt!: Date;
  @ApiProperty({ type: Date, nullable: true }) settledAt!: Date | null;

  static from({ hundredths, transactionId, ...row }: PushRow): MirrorBookingDto {
    return {
      ...row,
      tokens: tokensText(BigInt(hundredths)),
      transactionId: transactionId === null ? null : Number(transactionId),
    };
  }
}

/** A page of bookings. */
export class MirrorBookingPageDto {
  data!: MirrorBookingDto[];
  pagination!: Pagination;
}

/** What somebody found in VirtFusion. */
export class ResolveMirrorBookingDto {
  @OneOf(MIRROR_OUTCOMES, 'MirrorOutcome')
  outcome!: MirrorOutcome;
}
