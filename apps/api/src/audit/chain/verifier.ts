import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { type Anchor, Anchors } from './anchors';
import type { ChainProblem } from './chain-problem';
import { FACTS_SQL, hashAfter, type Link, type SealedFacts, START } from './link';

const BATCH = 5_000;

interface Row {
  position: string;
  entryId: string;
  hash: Buffer;
  /** Null when the entry is gone. */
  facts: SealedFacts | null;
}

/** What was found out, up to where. */
export interface Verified {
  readonly reached: Link;
  /** Entries that wait for their seal; they cannot be verified yet. */
  readonly unsealed: number;
  readonly anchors: number;
  readonly problem: ChainProblem | null;
  /** False when there is more to verify from `reached` on. */
  readonly isDone: boolean;
}

/** Recomputes the hash chain from what is stored, and names the first row that was changed, removed, moved or cut off. */
@Injectable()
export class Verifier {
  constructor(
    private readonly em: EntityManager,
    private readonly anchors: Anchors,
  ) {}

  /** Verifies from a link on (default: from the start), at most so many entries (default: all). */
  async verify(from: Link = START, most = Number.POSITIVE_INFINITY): Promise<Verified> {
    const anchors = await this.anchors.all();
    let reached = from;
    for (let left = most; left > 0; left -= BATCH) {
      const rows = await this.after(reached);
      for (const [index, row] of rows.entries()) {
        const problem = problemWith(row, reached, anchors, rows.slice(index));
        if (problem) return this.verified(reached, anchors, problem);
        reached = { position: BigInt(row.position), hash: row.hash };
      }
      if (rows.length < BATCH) return this.verified(reached, anchors, (await this.loose()) ?? cutOff(reached, anchors));
    }
    return { ...(await this.verified(reached, anchors, null)), isDone: false };
  }

  private async verified(reached: Link, anchors: readonly Anchor[], problem: ChainProblem | null): Promise<Verified> {
    const [row] = await this.em.fork().execute<{ count: number }[]>('select count(*)::int as count from audit_pending');
    return { reached, unsealed: row?.count ?? 0, anchors: anchors.length, problem, isDone: true };
  }

  private after({ position }: Link): Promise<Row[]> {
    return this.em.fork().execute<Row[]>(
      `select s.position, s.entry_id as "entryId", s.hash, case when e.id is null then null else ${FACTS_SQL} end as facts
       from audit_seals s left join audit_entries e on e.id = s.entry_id
       where s.position > ?::bigint order by s.position limit ${BATCH}`,
      [position.toString()],
    );
  }

  /** Entries and seals always come in pairs, or an entry waits; what is neither has lost its other half. */
  private async loose(): Promise<ChainProblem | null> {
    const [row] = await this.em.fork().execute<{ id: string; exists: boolean }[]>(
      `select e.id, true as exists from audit_entries e
         where not exists (select from audit_seals s where s.entry_id = e.id)
           and not exists (select from audit_pending p where p.entry_id = e.id)
       union all
       select p.entry_id, false from audit_pending p where not exists (select from audit_entries e where e.id = p.entry_id)
       order by 1 limit 1`,
    );
    if (!row) return null;
    const entryId = Number(row.id);
    return row.exists
      ? { kind: 'unsealed', position: null, entryId, message: `Entry ${entryId} has lost its seal.` }
      : { kind: 'removed', position: null, entryId, message: `Entry ${entryId} was removed before it was sealed.` };
  }
}

function problemWith(row: Row, before: Link, anchors: readonly Anchor[], following: readonly Row[]): ChainProblem | null {
  const position = before.position + 1n;
  const place = Number(position);
  if (BigInt(row.position) !== position)
    return { kind: 'removed', position: place, entryId: null, message: `The seal at position ${place} was removed.` };
  const entryId = Number(row.entryId);
  if (row.facts === null)
    return { kind: 'removed', position: place, entryId, message: `Entry ${entryId} at position ${place} was removed.` };
  if (!hashAfter(before, row.facts).equals(row.hash)) {
    const rightful = following.find(({ facts }) => facts !== null && hashAfter(before, facts).equals(row.hash));
    return rightful
      ? {
          kind: 'reordered',
          position: place,
          entryId,
          message: `Entry ${entryId} stands at position ${place}, where entry ${rightful.entryId} belongs.`,
        }
      : { kind: 'changed', position: place, entryId, message: `Entry ${entryId} at position ${place} was changed.` };
  }
  const anchor = anchors.find(known => known.position === position && !known.hash.equals(row.hash));
  return anchor
    ? {
        kind: 'changed',
        position: place,
        entryId,
        message: `The chain up to position ${place} was written anew: it was different on ${anchor.day}.`,
      }
    : null;
}

function cutOff({ position }: Link, anchors: readonly Anchor[]): ChainProblem | null {
  const anchor = anchors.find(known => known.position > position);
  if (!anchor) return null;
  return {
    kind: 'truncated',
    position: Number(position) + 1,
    entryId: null,
    message: `The chain ends at position ${position}, but on ${anchor.day} it reached ${anchor.position}.`,
  };
}
