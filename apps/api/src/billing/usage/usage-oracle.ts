/** The price of the oracle: as a price list has it. */
interface OraclePrice {
  readonly monthly: bigint;
  readonly hourly: bigint | null;
}

/**
 * What hours cost, written from the rule in docs/billing.md for tests to compare with, and sharing nothing with what it judges:
 * hour k of a calendar month (UTC) costs what k hours cost less what k − 1 cost, half a micro-unit counts as a whole one, an
 * hour's own price takes the place of a 730th, and no month costs more than the month.
 */
export function oracleCharges(
  price: OraclePrice,
  startedAt: Date,
  until: Date,
  change?: OraclePrice & { readonly at: Date },
): [Date, bigint][] {
  const charges: [Date, bigint][] = [];
  const hoursOfMonth: Record<string, number> = {};
  for (let time = startedAt.getTime(); time <= until.getTime(); time += 60 * 60 * 1000) {
    const at = new Date(time);
    const month = at.toISOString().slice(0, 'YYYY-MM'.length);
    const hour = (hoursOfMonth[month] ?? 0) + 1;
    hoursOfMonth[month] = hour;
    const { monthly, hourly } = change && time >= change.at.getTime() ? change : price;
    charges.push([at, sumOf(hour, monthly, hourly) - sumOf(hour - 1, monthly, hourly)]);
  }
  return charges;
}

function sumOf(hours: number, monthly: bigint, hourly: bigint | null): bigint {
  const exact = BigInt(hours) * (hourly === null ? monthly : hourly * 730n);
  const rounded = exact % 730n >= 365n ? exact / 730n + 1n : exact / 730n;
  return rounded > monthly ? monthly : rounded;
}
