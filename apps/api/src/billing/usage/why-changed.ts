import { formatMoney } from '@sky/money';

/** What a server cost in two periods of the same length, in micro-units. */
export interface ServerPeriods {
  readonly name: string;
  readonly before: bigint;
  readonly beforeHours: number;
  readonly now: bigint;
  readonly nowHours: number;
  /** Whether it was ordered or deleted in the later period. */
  readonly isNew: boolean;
  readonly isGone: boolean;
}

export const CHANGE_KINDS = ['added', 'deleted', 'price', 'hours'] as const;
export type ChangeKind = (typeof CHANGE_KINDS)[number];

/** One reason why a period cost more or less than the one before. */
export interface Reason {
  readonly kind: ChangeKind;
  readonly serverName: string;
  /** Signed: what it added or took away. */
  readonly difference: bigint;
  readonly words: string;
}

/** The reasons for a difference, the largest first; together they are the whole difference. */
export function whyChanged(servers: readonly ServerPeriods[], currency: string): Reason[] {
  return servers
    .flatMap(server => reasonsOf(server, currency))
    .filter(({ difference }) => difference !== 0n)
    .sort((one, other) => compare(size(other.difference), size(one.difference)));
}

function reasonsOf(server: ServerPeriods, currency: string): Reason[] {
  const { name, before, beforeHours, now, nowHours, isNew, isGone } = server;
  const difference = now - before;
  const money = (amount: bigint) => formatMoney(size(amount), currency);
  if (isNew && beforeHours === 0)
    return [{ kind: 'added', serverName: name, difference, words: `${name} was added and cost ${money(now)}.` }];
  if (isGone || nowHours === 0)
    return [{ kind: 'deleted', serverName: name, difference, words: `${name} was deleted and cost ${money(difference)} less.` }];
  const { byHours, byPrice } = split(server);
  const more = (amount: bigint) => (amount > 0n ? 'more' : 'less');
  return [
    {
      kind: 'hours',
      serverName: name,
      difference: byHours,
      words: `${name} was charged for ${nowHours} hours instead of ${beforeHours}: ${money(byHours)} ${more(byHours)}.`,
    },
    {
      kind: 'price',
      serverName: name,
      difference: byPrice,
      words: `An hour of ${name} cost ${more(byPrice)} on average: ${money(byPrice)} ${more(byPrice)} in all.`,
    },
  ];
}

/** The part that more or fewer hours explain at the earlier average price; the price explains the rest. */
function split({ before, beforeHours, now, nowHours }: ServerPeriods): { byHours: bigint; byPrice: bigint } {
  const difference = now - before;
  if (beforeHours === nowHours) return { byHours: 0n, byPrice: difference };
  const byHours = beforeHours === 0 ? difference : (before * BigInt(nowHours - beforeHours)) / BigInt(beforeHours);
  return { byHours, byPrice: difference - byHours };
}

function size(amount: bigint): bigint {
  return amount < 0n ? -amount : amount;
}

function compare(one: bigint, other: bigint): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}
