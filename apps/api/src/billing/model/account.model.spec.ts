import fc from 'fast-check';
import { type DebtCase, deletionAfterReminder, dueStep, suspensionFrom } from '../debt/ladder-rule';
import { hundredthsOf, type MirrorStep, nextStep, type Unmirrored } from '../mirror/mirror-step';
import { type CreditEvent, remainingOf } from '../promo-codes/spent-first';
import { hoursUpTo, type MeterState, monthOf, type Rate } from '../usage/hour-rule';
import { does, doesWith, drive, EXPECTED_STEPS, type Step } from '../../testing/drive-model';

const HOUR = 3_600_000;
const START = Date.parse('2027-01-20T00:17:00Z');
const TOKENS_PER_UNIT = 100;
const RULES = { suspendAfterHours: 48, deleteAfterDays: 7 };

interface Server {
  meter: MeterState;
  /** What each calendar month cost so far, to hold against the price. */
  readonly months: Map<number, { cost: bigint; most: bigint }>;
  readonly hours: Set<number>;
  /** A month in which the price changed costs what its hours cost at either price. */
  hadPriceChange: boolean;
}

/** One customer: their servers, their postings, and what follows from them. */
class World {
  now = START;
  readonly servers: Server[] = [];
  readonly postings: Unmirrored[] = [];
  readonly events: CreditEvent[] = [];
  readonly granted = new Map<number, { amount: bigint; ended: boolean }>();
  debt: DebtCase | null = null;
  mirrored = 0n;
  mirroredUpTo = 0n;
  readonly booked: MirrorStep[] = [];

  get balance(): bigint {
    return this.postings.at(-1)?.balanceAfter ?? 0n;
  }

  get at(): Date {
    return new Date(this.now);
  }

  post(amount: bigint, isUsage: boolean): void {
    if (amount === 0n) return;
    const sequence = BigInt(this.postings.length + 1);
    const balanceAfter = this.balance + amount;
    this.postings.push({
      sequence,
      transactionId: sequence,
      amount,
      balanceAfter,
      isUsage,
      occurredAt: this.at,
      reversesId: null,
    });
    if (isUsage) this.events.push({ kind: 'spent', amount: -amount });
  }

  charge(): void {
    for (const server of this.servers) this.chargeServer(server);
  }

  private chargeServer(server: Server): void {
    const hours = hoursUpTo(server.meter, this.at);
    const last = hours.at(-1);
    if (!last) return;
    let total = 0n;
    for (const { startsAt, amount } of hours) {
      if (server.hours.has(startsAt.getTime())) throw new Error('An hour was charged twice');
      server.hours.add(startsAt.getTime());
      const month = monthOf(startsAt).getTime();
      const most = higher(server.meter.monthly, server.meter.next?.monthly ?? 0n);
      const so = server.months.get(month) ?? { cost: 0n, most };
      server.months.set(month, { cost: so.cost + amount, most: higher(so.most, most) });
      total += amount;
    }
    const { next } = server.meter;
    const isPast = next !== null && last.startsAt >= next.at;
    server.meter = {
      ...server.meter,
      ...(isPast && { monthly: next.monthly, hourly: next.hourly, next: null }),
      chargedUntil: new Date(last.startsAt.getTime() + HOUR),
      monthHours: last.hourOfMonth,
      month: monthOf(last.startsAt),
    };
    this.post(-total, true);
  }

  mirror(): boolean {
    const waiting = this.postings.filter(({ sequence }) => sequence > this.mirroredUpTo);
    const step = nextStep(waiting, this.mirrored, {
      mirrored: 'everything',
      tokensPerUnit: TOKENS_PER_UNIT,
      usageBefore: this.at,
    });
    if (!step) return false;
    if (step.firstSequence !== this.mirroredUpTo + 1n) throw new Error('A posting was left out of the mirror');
    this.mirroredUpTo = step.lastSequence;
    this.mirrored += step.hundredths;
    this.booked.push(step);
    return true;
  }

  climb(): void {
    const step = dueStep({ balance: this.balance, debt: this.debt, exemption: null }, RULES, this.at);
    if (step === 'resume') {
      if (this.balance < 0n) throw new Error('Servers were resumed although there is a debt');
      this.debt = null;
    } else if (step !== null && this.balance >= 0n) throw new Error(`${step} although there is no debt`);
    else if (step === 'warn') this.warn();
    else if (step === 'suspend') this.suspend();
    else if (step === 'remind') this.remind();
    else if (step === 'delete') this.remove();
  }

  private warn(): void {
    if (this.debt?.suspendedAt) this.debt = { ...this.debt, deleteAt: new Date(this.now + RULES.deleteAfterDays * 24 * HOUR) };
    else
      this.debt = {
        openedAt: this.debt?.openedAt ?? this.at,
        suspendAt: suspensionFrom(this.at, RULES),
        suspendedAt: null,
        deleteAt: null,
        remindedAt: null,
        deletedAt: null,
      };
  }

  private suspend(): void {
    if (!this.debt || this.now - this.debt.openedAt.getTime() < RULES.suspendAfterHours * HOUR)
      throw new Error('Servers were suspended before the announced time');
    this.debt = { ...this.debt, suspendedAt: this.at, deleteAt: new Date(this.now + RULES.deleteAfterDays * 24 * HOUR) };
  }

  private remind(): void {
    if (!this.debt?.deleteAt || this.debt.remindedAt) throw new Error('There was nothing to remind of');
    this.debt = { ...this.debt, deleteAt: deletionAfterReminder(this.debt.deleteAt, this.at), remindedAt: this.at };
  }

  private remove(): void {
    if (!this.debt?.remindedAt || this.now - this.debt.remindedAt.getTime() < 24 * HOUR)
      throw new Error('Servers were deleted without a day after the last letter');
    if (!this.debt?.suspendedAt || this.now - this.debt.suspendedAt.getTime() < RULES.deleteAfterDays * 24 * HOUR)
      throw new Error('Servers were deleted before the announced time');
    this.debt = { ...this.debt, deletedAt: this.at };
    for (const server of this.servers) server.meter = { ...server.meter, endedAt: server.meter.endedAt ?? this.at };
  }

  expire(id: number): void {
    const grant = this.granted.get(id);
    if (!grant || grant.ended) return;
    const left = remainingOf(this.events).get(id) ?? 0n;
    const taken = left < this.balance ? left : this.balance < 0n ? 0n : this.balance;
    grant.ended = true;
    if (taken <= 0n) return;
    this.post(-taken, false);
    this.events.push({ kind: 'taken', grantId: id, amount: left });
  }
}

const rates: fc.Arbitrary<Rate> = fc.record({
  monthly: fc.bigInt(100_000n, 90_000_000n),
  hourly: fc.option(fc.bigInt(1n, 200_000n), { nil: null }),
});

const whichServer = fc.nat({ max: 3 });

const steps: fc.Arbitrary<Step<World>>[] = [
  doesWith('credit comes', fc.bigInt(1n, 40_000_000n), (world, amount) => world.post(amount, false)),
  doesWith('money goes back', fc.bigInt(1n, 40_000_000n), (world, amount) => world.post(-amount, false)),
  doesWith('a server is ordered', rates, (world, rate) => {
    const meter = { ...rate, chargedUntil: world.at, monthHours: 0, month: monthOf(world.at), endedAt: null, next: null };
    if (world.servers.length < 4) world.servers.push({ meter, months: new Map(), hours: new Set(), hadPriceChange: false });
    world.charge();
  }),
  doesWith(
    'a price change is announced',
    fc.tuple(whichServer, rates, fc.integer({ min: 1, max: 200 })),
    (world, [which, rate, hours]) => {
      const server = world.servers[which];
      if (!server || server.meter.endedAt !== null || server.meter.next !== null) return;
      server.hadPriceChange = true;
      server.meter = { ...server.meter, next: { ...rate, at: new Date(world.now + hours * HOUR) } };
    },
  ),
  doesWith('a server is deleted', whichServer, (world, which) => {
    const server = world.servers[which];
    if (server) server.meter = { ...server.meter, endedAt: server.meter.endedAt ?? world.at };
  }),
  doesWith('quarters of an hour pass', fc.integer({ min: 1, max: 40 }), (world, quarters) => {
    world.now += (quarters * HOUR) / 4;
    world.charge();
  }),
  doesWith('a run is late by hours', fc.integer({ min: 100, max: 900 }), (world, hours) => {
    world.now += hours * HOUR;
    world.charge();
  }),
  does('a run comes again', world => world.charge()),
  does('VirtFusion is told', world => {
    world.mirror();
  }),
  does('the debt ladder is climbed', world => world.climb()),
  doesWith(
    'a promo code is redeemed',
    fc.tuple(fc.bigInt(1n, 20_000_000n), fc.option(fc.integer({ min: 1, max: 90 }), { nil: null })),
    (world, [amount, days]) => {
      const id = world.granted.size + 1;
      world.granted.set(id, { amount, ended: false });
      world.post(amount, false);
      const expiresAt = days === null ? null : world.now + days * 24 * HOUR;
      world.events.push({ kind: 'granted', grant: { id, amount, expiresAt } });
    },
  ),
  doesWith('promotional credit expires', fc.integer({ min: 1, max: 10 }), (world, id) => world.expire(id)),
];

describe('the model of an account', () => {
  it('charges each hour once, never above the month, spends presents first, mirrors exactly and suspends nobody early', () => {
    const taken = drive<World>({
      name: 'account',
      begin: () => new World(),
      steps,
      always: ({ postings, balance, servers, granted, events }) => {
        expect(balance).toBe(postings.reduce((sum, { amount }) => sum + amount, 0n));
        for (const { months, hadPriceChange } of servers)
          for (const { cost, most } of months.values()) expect(cost).toBeLessThanOrEqual(hadPriceChange ? 2n * most : most);
        const left = remainingOf(events);
        for (const [id, amount] of left) expect(amount).toBeLessThanOrEqual(granted.get(id)?.amount ?? 0n);
      },
      finallyHolds: world => {
        world.now += 2 * HOUR;
        world.charge();
        while (world.mirror());
        expect(world.mirrored).toBe(hundredthsOf(world.balance, TOKENS_PER_UNIT));
        for (const { meter, hours } of world.servers) {
          const until = (meter.endedAt ?? world.at).getTime();
          const [first, last] = [Math.min(...hours), Math.max(...hours)];
          if (hours.size === 0) continue;
          expect((last - first) / HOUR + 1).toBe(hours.size);
          // The last hour that was begun is paid, and no other: an end at the very beginning of an hour may find it charged.
          expect(last).toBeLessThanOrEqual(until);
          expect(last + HOUR).toBeGreaterThanOrEqual(until);
        }
      },
    });
    expect(taken).toBeGreaterThanOrEqual(EXPECTED_STEPS);
  });
});

function higher(one: bigint, other: bigint): bigint {
  return one > other ? one : other;
}
