import type { CircuitReport, CircuitState } from '@sky/integrations/virtfusion';

/** A group of hypervisors, or VirtFusion as a whole, as all processes see it. */
export interface CircuitView {
  readonly groupId: number | null;
  readonly state: CircuitState;
  readonly since: Date;
  readonly failures: number;
  readonly reason: string | null;
  readonly inUse: number;
  readonly waiting: number;
  readonly processes: number;
  /** How many of them ask no more. */
  readonly processesHoldingBack: number;
}

const WORST_FIRST: readonly CircuitState[] = ['open', 'half_open', 'closed'];

/** Puts together what each process knows: the worst state counts, calls add up. */
export function overAllProcesses(reports: readonly (readonly CircuitReport[])[]): CircuitView[] {
  const byGroup = Map.groupBy(reports.flat(), ({ groupId }) => groupId);
  const views = [...byGroup].map(([groupId, circuits]) => viewOf(groupId, circuits));
  return views.sort((one, other) => (one.groupId ?? 0) - (other.groupId ?? 0));
}

function viewOf(groupId: number | null, circuits: readonly CircuitReport[]): CircuitView {
  const [worst] = circuits.toSorted((one, other) => rank(one) - rank(other) || one.since.getTime() - other.since.getTime());
  const sum = (pick: (circuit: CircuitReport) => number) => circuits.reduce((total, circuit) => total + pick(circuit), 0);
  return {
    groupId,
    state: worst?.state ?? 'closed',
    since: worst?.since ?? new Date(0),
    failures: worst?.failures ?? 0,
    reason: worst?.reason ?? null,
    inUse: sum(({ inUse }) => inUse),
    waiting: sum(({ waiting }) => waiting),
    processes: circuits.length,
    processesHoldingBack: circuits.filter(({ state }) => state !== 'closed').length,
  };
}

function rank({ state }: CircuitReport): number {
  return WORST_FIRST.indexOf(state);
}
