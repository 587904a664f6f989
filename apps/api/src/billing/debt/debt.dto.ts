import { ApiProperty } from '@nestjs/swagger';
import { formatDecimal } from '@sky/money';
import { Moment, OneOf, Pagination, Text } from '@api/platform';
import { debtorOf, type DebtorRow } from './debtor-reader';
import { DEBT_STATES, type DebtState, stateOf } from './ladder-rule';

const STATES = ['none', ...DEBT_STATES] as const;

/** What a customer owes and what follows. */
export class DebtDto {
  @OneOf(STATES, 'DebtState') state!: DebtState | 'none';
  owed!: string;
  currency!: string;
  /** When servers are suspended unless it is paid; null when they are not, or are already. */
  @ApiProperty({ type: Date, nullable: true }) suspendAt!: Date | null;
  @ApiProperty({ type: Date, nullable: true }) suspendedAt!: Date | null;
  /** When servers are deleted unless it is paid; null when they are not. */
  @ApiProperty({ type: Date, nullable: true }) deleteAt!: Date | null;
  asOf!: Date;

  static from(row: DebtorRow | null, currency: string, asOf: Date): DebtDto {
    const nothing = { suspendAt: null, suspendedAt: null, deleteAt: null };
    if (row === null || BigInt(row.balance) >= 0n)
      return { state: 'none', owed: formatDecimal(0n, currency), currency, ...nothing, asOf };
    const state = stateOf(debtorOf(row), asOf);
    const { suspendAt, suspendedAt, deleteAt, deletedAt } = row;
    const dates =
      state === 'exempt'
        ? nothing
        : { suspendAt: suspendedAt === null ? suspendAt : null, suspendedAt, deleteAt: deletedAt ?? deleteAt };
    return { state, owed: formatDecimal(-BigInt(row.balance), currency), currency, ...dates, asOf };
  }
}

/** A customer with a debt, or one of whom nothing is demanded for now. */
export class DebtorDto extends DebtDto {
  @ApiProperty({ type: 'integer' }) userId!: number;
  username!: string;
  email!: string;
  @ApiProperty({ type: 'integer' }) servers!: number;
  @ApiProperty({ type: Date, nullable: true }) since!: Date | null;
  @ApiProperty({ type: Date, nullable: true }) exemptUntil!: Date | null;
  @ApiProperty({ type: String, nullable: true }) exemptReason!: string | null;

  static fromRow(row: DebtorRow, currency: string, asOf: Date): DebtorDto {
    const { userId, username, email, servers, openedAt, exemptUntil, exemptReason } = row;
    return { ...DebtDto.from(row, currency, asOf), userId, username, email, servers, since: openedAt, exemptUntil, exemptReason };
  }
}

/** A page of debtors. */
export class DebtorPageDto {
  data!: DebtorDto[];
  pagination!: Pagination;
}

/** That nothing is done about a customer's debt. */
export class ExemptDto {
  @Moment({ optional: true, description: 'Until then; left out, until somebody takes it back.' })
  until?: Date;

  @Text({ max: 200 })
  reason!: string;
}
