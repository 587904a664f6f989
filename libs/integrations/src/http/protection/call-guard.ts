import {
  UpstreamHeldBack,
  UpstreamRateLimited,
  UpstreamUnknown,
  UpstreamUnreachable,
  type UpstreamFailure,
} from '../../upstream';
import { Circuit, type CircuitLimits, type CircuitState, type CircuitVerdict } from './circuit';
import { RateGate, type RateReport } from './rate-gate';
import { Slots } from './slots';

/** How much one process asks of another system, and when it stops asking. */
export interface GuardLimits extends CircuitLimits {
  /** Calls at a time, all together and in one group. */
  readonly calls: number;
  readonly callsPerGroup: number;
  /** How many may wait for a slot of one group. */
  readonly waiting: number;
  /** The longest that a call waits before it is sent. */
  readonly patienceMs: number;
  /** However long the other side wants us to be quiet, it is not longer than this. */
  readonly longestQuietMs: number;
}

/** One circuit: of a group, or of the system as a whole. */
export interface CircuitReport {
  /** Null is the system as a whole. */
  readonly groupId: number | null;
  readonly state: CircuitState;
  readonly since: Date;
  /** Failures in a row. */
  readonly failures: number;
  readonly reason: string | null;
  readonly inUse: number;
  readonly waiting: number;
}

/** A call that wants to be made. */
export interface GuardedCall {
  readonly groupId: number | null;
  /** When the caller stops waiting. */
  readonly endsAt: number;
  /** Words for the error, should it not be sent. */
  readonly failure: UpstreamFailure;
}

interface Lane {
  readonly circuit: Circuit;
  readonly slots: Slots;
}

/**
 * Stands around every call to one system. A group that hangs uses up its own slots and opens its own circuit; the circuit of the
 * whole opens when the system itself cannot be reached. What is held back fails with `not_sent`.
 */
export class CallGuard {
  private readonly whole: Lane;
  private readonly groups = new Map<number, Lane>();
  private readonly gate: RateGate;

  constructor(
    private readonly limits: GuardLimits,
    private readonly now: () => number = Date.now,
  ) {
    this.whole = this.lane(limits.calls, limits.waiting * 4);
    this.gate = new RateGate(limits.longestQuietMs, now);
  }

  /** Makes the call when it may be made; the call itself is given what is left of the time. */
  async run<Answer>(call: GuardedCall, send: (timeoutMs: number) => Promise<Answer>): Promise<Answer> {
    const group = call.groupId === null ? null : this.groupLane(call.groupId);
    this.refuseWhileOpen(call, group);
    const waitsUntil = Math.min(call.endsAt, this.now() + this.limits.patienceMs);
    await this.keepQuiet(call, waitsUntil);
    const releaseGroup = group && (await this.slot(call, group, waitsUntil));
    try {
      const release = await this.slot(call, this.whole, waitsUntil);
      try {
        return await this.sendThrough(call, group, send);
      } finally {
        release();
      }
    } finally {
      releaseGroup?.();
    }
  }

  /** Takes in what an answer tells about limits. */
  heed(status: number, headers: Headers): void {
    this.gate.heed(status, headers);
  }

  circuits(): CircuitReport[] {
    const lanes: [number | null, Lane][] = [[null, this.whole], ...[...this.groups].sort(([one], [other]) => one - other)];
    return lanes.map(([groupId, { circuit, slots }]) => ({
      groupId,
      ...circuit.report(),
      inUse: slots.inUse,
      waiting: slots.waiting,
    }));
  }

  rate(): RateReport {
    return this.gate.report();
  }

  private async sendThrough<Answer>(call: GuardedCall, group: Lane | null, send: (timeoutMs: number) => Promise<Answer>) {
    // It may have opened while the call waited.
    this.refuseWhileOpen(call, group);
    const left = call.endsAt - this.now();
    if (left <= 0) throw this.heldBack(call, 'there was no time left to send it', 1);
    const whole = this.whole.circuit.admit();
    const own = group?.circuit.admit() ?? null;
    try {
      const answer = await send(left);
      whole?.settle('success');
      own?.settle('success');
      return answer;
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      const { ofWhole, ofGroup } = verdictsOn(error, group !== null, whole?.isProbe ?? false);
      whole?.settle(ofWhole, reason);
      own?.settle(ofGroup, reason);
      throw error;
    }
  }

  private refuseWhileOpen(call: GuardedCall, group: Lane | null): void {
    const ms = Math.max(this.whole.circuit.closedForMs(), group?.circuit.closedForMs() ?? 0);
    if (ms <= 0) return;
    const who = this.whole.circuit.closedForMs() > 0 ? 'it' : `hypervisor group ${call.groupId}`;
    throw this.heldBack(call, `${who} did not answer several times; it is asked again shortly`, Math.ceil(ms / 1000));
  }

  private async keepQuiet(call: GuardedCall, waitsUntil: number): Promise<void> {
    const ms = this.gate.waitMs();
    if (ms <= 0) return;
    if (this.now() + ms > waitsUntil) {
      const failure = { ...call.failure, reason: 'the limit of requests is used up' };
      throw new UpstreamRateLimited(failure, Math.ceil(ms / 1000));
    }
    await new Promise(resolve => setTimeout(resolve, ms));
  }

  private async slot(call: GuardedCall, { slots }: Lane, waitsUntil: number) {
    const release = await slots.take(waitsUntil - this.now());
    if (!release) throw this.heldBack(call, 'too many calls are under way', 1);
    return release;
  }

  private groupLane(groupId: number): Lane {
    const lane = this.groups.get(groupId) ?? this.lane(this.limits.callsPerGroup, this.limits.waiting);
    this.groups.set(groupId, lane);
    return lane;
  }

  private lane(calls: number, waiting: number): Lane {
    return { circuit: new Circuit(this.limits, this.now), slots: new Slots(calls, waiting) };
  }

  private heldBack({ failure }: GuardedCall, reason: string, retryAfterSeconds: number): UpstreamHeldBack {
    return new UpstreamHeldBack({ ...failure, reason }, retryAfterSeconds);
  }
}

/**
 * What a failed call says of the whole and of the group it was about. Silence about a group is the group's own: the panel asks the
 * hypervisor and waits with us. No connection is the panel's. A refusal is an answer, which is all that is asked for here.
 */
function verdictsOn(error: unknown, isGrouped: boolean, isProbe: boolean): { ofWhole: CircuitVerdict; ofGroup: CircuitVerdict } {
  if (error instanceof UpstreamUnreachable) return { ofWhole: 'failure', ofGroup: 'neutral' };
  if (!(error instanceof UpstreamUnknown)) return { ofWhole: 'success', ofGroup: 'success' };
  return { ofWhole: isGrouped && !isProbe ? 'neutral' : 'failure', ofGroup: 'failure' };
}
