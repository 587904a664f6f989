import { formatDecimal } from '@sky/money';
import { costUpTo, type MeterState, nextMonth, PriceDto } from '@api/billing';
import type { NextPriceDto } from './server.dto';
import type { ServerRow } from './server-reader';

/** What a server costs, in the words of the wire. */
export interface ServerCost {
  readonly price: PriceDto;
  readonly monthToDate: string;
  readonly monthEstimate: string;
  readonly nextPrice: NextPriceDto | null;
}

/** What a server costs by its meter: so far, until the month ends, and from when on something else. */
export function costOf(row: ServerRow): ServerCost {
  const { currency } = row;
  const meter = meterOf(row);
  const monthToDate = BigInt(row.monthToDate);
  const rest = meter === null || row.meter?.isPaused ? 0n : costUpTo(meter, new Date(nextMonth(row.asOf).getTime() - 1));
  return {
    price: PriceDto.from({ monthly: BigInt(row.monthly), hourly: amount(row.hourly) }, currency),
    monthToDate: formatDecimal(monthToDate, currency),
    monthEstimate: formatDecimal(monthToDate + rest, currency),
    nextPrice: meter?.next ? { price: PriceDto.from(meter.next, currency), at: meter.next.at } : null,
  };
}

function meterOf({ meter, monthly, hourly }: ServerRow): MeterState | null {
  if (meter === null) return null;
  const { chargedUntil, month, monthHours, endedAt, nextAt, nextMonthly, nextHourly } = meter;
  return {
    ...{ monthly: BigInt(monthly), hourly: amount(hourly), chargedUntil: new Date(chargedUntil), monthHours },
    ...{ month: new Date(`${month}T00:00:00Z`), endedAt: endedAt === null ? null : new Date(endedAt) },
    next:
      nextAt === null || nextMonthly === null
        ? null
        : { at: new Date(nextAt), monthly: BigInt(nextMonthly), hourly: amount(nextHourly) },
  };
}

function amount(text: string | null): bigint | null {
  return text === null ? null : BigInt(text);
}
