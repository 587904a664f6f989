import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { Anchors } from './anchors';
import { FACTS_SQL, hashAfter, type Link, type SealedFacts, START } from './link';

const BATCH = 2_000;

interface Waiting {
  id: string;
  facts: SealedFacts;
}

/**
 * Links written entries to the hash chain, in the order of their ids. It takes an entry only when no transaction that began
 * earlier can still add one, so that nothing is left out. One process seals at a time.
 */
@Injectable()
export class Sealer {
  constructor(
    private readonly em: EntityManager,
    private readonly anchors: Anchors,
  ) {}

  /** Seals everything that can be sealed; returns how many entries that were. */
  async seal(): Promise<number> {
    let sealed = 0;
    for (let batch = -1; batch !== 0; sealed += batch) batch = await this.sealBatch();
    await this.anchors.keepDaily(await this.last());
    return sealed;
  }

  /** True when something waits for its seal. */
  async hasWork(): Promise<boolean> {
    const [row] = await this.em.fork().execute<{ waits: boolean }[]>('select exists (select from audit_pending) as waits');
    return row?.waits ?? false;
  }

  /** The end of the chain. */
  async last(): Promise<Link> {
    const [row] = await this.em.execute<{ position: string; hash: Buffer }[]>(
      'select position, hash from audit_seals order by position desc limit 1',
    );
    return row ? { position: BigInt(row.position), hash: row.hash } : START;
  }

  private sealBatch(): Promise<number> {
    return this.em.transactional(async em => {
      const [lock] = await em.execute<{ is_ours: boolean }[]>(
        `select pg_try_advisory_xact_lock(hashtext('audit-sealer')) as is_ours`,
      );
      if (!lock?.is_ours) return 0;
      let link = await this.last();
      const seals: { position: string; entry: string; hash: string }[] = [];
      for (const { id, facts } of await this.waiting()) {
        link = { position: link.position + 1n, hash: hashAfter(link, facts) };
        seals.push({ position: link.position.toString(), entry: id, hash: link.hash.toString('hex') });
      }
      if (seals.length === 0) return 0;
      await em.execute(
        `insert into audit_seals (position, entry_id, hash) select position, entry, decode(hash, 'hex')
         from jsonb_to_recordset(?::jsonb) as seal(position bigint, entry bigint, hash text)`,
        [JSON.stringify(seals)],
      );
      await em.execute(
        `delete from audit_pending where entry_id in
           (select entry from jsonb_to_recordset(?::jsonb) as seal(entry bigint))`,
        [JSON.stringify(seals)],
      );
      return seals.length;
    });
  }

  /** Entries of transactions that are over. A dump brought numbers of another server along; those are over as well. */
  private waiting(): Promise<Waiting[]> {
    return this.em.execute<Waiting[]>(
      `select e.id, ${FACTS_SQL} as facts from audit_pending p join audit_entries e on e.id = p.entry_id
       where p.made_in < pg_snapshot_xmin(pg_current_snapshot()) or p.made_in >= pg_snapshot_xmax(pg_current_snapshot())
       order by e.id limit ${BATCH}`,
    );
  }
}
