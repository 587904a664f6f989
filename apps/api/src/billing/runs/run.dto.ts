import { ApiProperty } from '@nestjs/swagger';
import { formatDecimal } from '@sky/money';
import { OneOf, Pagination, Whole } from '@api/platform';
import { LADDER_STEPS, type LadderStep } from '../debt/ladder-rule';
import {
  RUN_KINDS,
  RUN_STATES,
  type RunKind,
  type RunLineRow,
  type RunRow,
  type RunState,
  type RunStepRow,
  type RunTransactionRow,
} from './run-reader';

/** How far ahead to look. */
export class PreviewRunDto {
  @Whole({ optional: true, min: 0, max: 720, description: 'Hours ahead; a plan can be applied once its moment has come.' })
  hoursAhead?: number;
}

/** A billing run: planned, under way, or done. */
export class BillingRunDto {
  @ApiProperty({ type: 'integer' }) id!: number;
  @OneOf(RUN_KINDS, 'BillingRunKind') kind!: RunKind;
  @OneOf(RUN_STATES, 'BillingRunState') state!: RunState;
  /** Hours that begin up to then are charged. */
  upTo!: Date;
  /** What the plan consists of, as SHA-256; null for runs of the schedule. */
  @ApiProperty({ type: String, nullable: true }) planHash!: string | null;
  @ApiProperty({ type: 'integer' }) servers!: number;
  @ApiProperty({ type: 'integer' }) hours!: number;
  @ApiProperty({ type: 'integer' }) customers!: number;
  amount!: string;
  currency!: string;
  @ApiProperty({ type: String, nullable: true }) createdBy!: string | null;
  createdAt!: Date;
  @ApiProperty({ type: Date, nullable: true }) appliedAt!: Date | null;

  static from(row: RunRow, currency: string): BillingRunDto {
    return { ...row, amount: formatDecimal(BigInt(row.amount), currency), currency };
  }
}

/** A page of billing runs. */
export class BillingRunPageDto {
  data!: BillingRunDto[];
  pagination!: Pagination;
}

/** What a plan charges a server. */
export class BillingRunLineDto {
  @ApiProperty({ type: 'integer' }) serverId!: number;
  serverName!: string;
  @ApiProperty({ type: 'integer' }) userId!: number;
  username!: string;
  firstHourAt!: Date;
  @ApiProperty({ type: 'integer' }) hours!: number;
  amount!: string;
}

/** What a plan does about a debt. */
export class BillingRunStepDto {
  @ApiProperty({ type: 'integer' }) userId!: number;
  username!: string;
  @OneOf(LADDER_STEPS, 'DebtStep') step!: LadderStep;
  balance!: string;
  @ApiProperty({ type: 'integer' }) servers!: number;
}

/** A ledger transaction that a run made. */
export class BillingRunTransactionDto {
  transactionId!: string;
  @ApiProperty({ type: 'integer' }) userId!: number;
  username!: string;
  description!: string;
  amount!: string;
  createdAt!: Date;
}

/** A billing run in full; of each list the first five hundred. */
export class BillingRunDetailDto extends BillingRunDto {
  lines!: BillingRunLineDto[];
  steps!: BillingRunStepDto[];
  transactions!: BillingRunTransactionDto[];

  static fromParts(
    parts: { run: RunRow; lines: RunLineRow[]; steps: RunStepRow[]; transactions: RunTransactionRow[] },
    currency: string,
  ): BillingRunDetailDto {
    const money = (amount: string) => formatDecimal(BigInt(amount), currency);
    return {
      ...BillingRunDto.from(parts.run, currency),
      lines: parts.lines.map(line => ({ ...line, amount: money(line.amount) })),
      steps: parts.steps.map(step => ({ ...step, balance: money(step.balance) })),
      transactions: parts.transactions.map(entry => ({ ...entry, amount: money(entry.amount) })),
    };
  }
}
