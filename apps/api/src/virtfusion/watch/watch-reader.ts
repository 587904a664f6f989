import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { type CircuitReport, type RateReport, VirtFusion } from '@sky/integrations/virtfusion';
import { type CircuitView, overAllProcesses } from './circuits';
import { PROCESS_ID } from './process-id';

/** Calls of one kind within the last hour, by how they ended. */
export interface CallsOfOperation {
  readonly operation: string;
  readonly total: number;
  readonly ok: number;
  readonly refused: number;
  readonly limited: number;
  readonly heldBack: number;
  readonly notSent: number;
  readonly unknown: number;
  readonly averageMilliseconds: number;
}

/** Everything that is known about how we get on with VirtFusion. */
export interface Watched {
  readonly circuits: readonly (CircuitView & { readonly groupName: string | null })[];
  readonly calls: readonly CallsOfOperation[];
  readonly rateLimit: RateReport;
  readonly openSurprises: number;
}

interface StoredProcess {
  circuits: (Omit<CircuitReport, 'since'> & { since: string })[];
  rateLimit: Omit<RateReport, 'heldUntil'> & { heldUntil: string | null };
}

/** Reads how we get on with VirtFusion: from all processes, this one as it is now. */
@Injectable()
export class WatchReader {
  constructor(
    private readonly em: EntityManager,
    private readonly virtfusion: VirtFusion,
  ) {}

  async read(): Promise<Watched> {
    const others = await this.otherProcesses();
    const [names, calls, open] = await Promise.all([this.groupNames(), this.calls(), this.openSurprises()]);
    const circuits = overAllProcesses([this.virtfusion.circuits(), ...others.map(one => one.circuits)]);
    return {
      circuits: circuits.map(view => ({ ...view, groupName: names.get(view.groupId ?? 0) ?? null })),
      calls,
      rateLimit: tightest([this.virtfusion.rateLimit(), ...others.map(one => one.rateLimit)]),
      openSurprises: open,
    };
  }

  private async otherProcesses(): Promise<{ circuits: CircuitReport[]; rateLimit: RateReport }[]> {
    const rows = await this.em.execute<StoredProcess[]>(
      `select circuits, rate_limit as "rateLimit" from virtfusion_processes
       where process_id <> ? and seen_at > now() - interval '1 minute' order by process_id`,
      [PROCESS_ID],
    );
    return rows.map(({ circuits, rateLimit }) => ({
      circuits: circuits.map(circuit => ({ ...circuit, since: new Date(circuit.since) })),
      rateLimit: { ...rateLimit, heldUntil: rateLimit.heldUntil === null ? null : new Date(rateLimit.heldUntil) },
    }));
  }

  private async groupNames(): Promise<Map<number, string>> {
    const rows = await this.em.execute<{ id: number; name: string }[]>('select id, name from virtfusion_groups');
    return new Map(rows.map(({ id, name }) => [id, name]));
  }

  private calls(): Promise<CallsOfOperation[]> {
    return this.em.execute<CallsOfOperation[]>(
      `select operation, sum(calls)::int as total,
         coalesce(sum(calls) filter (where outcome = 'ok'), 0)::int as ok,
         coalesce(sum(calls) filter (where outcome = 'refused'), 0)::int as refused,
         coalesce(sum(calls) filter (where outcome = 'limited'), 0)::int as limited,
         coalesce(sum(calls) filter (where outcome = 'held_back'), 0)::int as "heldBack",
         coalesce(sum(calls) filter (where outcome = 'not_sent'), 0)::int as "notSent",
         coalesce(sum(calls) filter (where outcome = 'unknown'), 0)::int as unknown,
         round(sum(milliseconds) / sum(calls))::int as "averageMilliseconds"
       from virtfusion_calls where minute > now() - interval '1 hour' group by operation order by total desc, operation`,
    );
  }

  private async openSurprises(): Promise<number> {
    const [row] = await this.em.execute<{ open: number }[]>(
      'select count(*)::int as open from virtfusion_surprises where acknowledged_at is null',
    );
    return row?.open ?? 0;
  }
}

/** The processes share one token, so whoever was told less knows more. */
function tightest(reports: readonly RateReport[]): RateReport {
  const remaining = reports.flatMap(report => report.remaining ?? []);
  const limits = reports.flatMap(report => report.limit ?? []);
  const holds = reports.flatMap(report => report.heldUntil ?? []).filter(until => until.getTime() > Date.now());
  return {
    limit: limits.length > 0 ? Math.min(...limits) : null,
    remaining: remaining.length > 0 ? Math.min(...remaining) : null,
    heldUntil: holds.toSorted((one, other) => other.getTime() - one.getTime())[0] ?? null,
  };
}
