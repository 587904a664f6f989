import { MikroORM } from '@mikro-orm/postgresql';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Client } from 'pg';
import { testApp } from '../../testing';
import { AuditLog } from '../log/audit-log';
import { Anchors } from './anchors';
import { Sealer } from './sealer';
import { Verifications } from './verifications';
import { Verifier } from './verifier';

const ENTRIES = 3_000;

describe('the chain of the audit log', () => {
  const test = testApp();
  const verify = () => test.app.get(Verifier).verify();

  /** What a superuser can do: the triggers are off for this connection. */
  async function tamper(...statements: string[]): Promise<void> {
    const client = new Client({ connectionString: test.databaseUrl });
    await client.connect();
    try {
      await client.query(`set session_replication_role = replica`);
      for (const statement of statements) await client.query(statement);
    } finally {
      await client.end();
    }
  }

  /** Tampers, looks, and puts everything back as it was. */
  async function afterTampering(...statements: string[]) {
    await tamper(
      'create table kept_entries as table audit_entries',
      'create table kept_seals as table audit_seals',
      'create table kept_pending as table audit_pending',
    );
    try {
      await tamper(...statements);
      return (await verify()).problem;
    } finally {
      await tamper(
        'truncate audit_entries, audit_seals, audit_pending',
        'insert into audit_entries table kept_entries',
        'insert into audit_seals table kept_seals',
        'insert into audit_pending table kept_pending',
        'drop table kept_entries, kept_seals, kept_pending',
      );
    }
  }

  /** Transactions of other test files hold the sealer up: the server counts them in. */
  const sealAll = () =>
    test.until(async () => {
      await test.app.get(Sealer).seal();
      return !(await test.app.get(Sealer).hasWork());
    }, 'everything is sealed');

  const entryAt = async (position: number) => {
    const [row] = await test.em.execute<{ id: string }[]>('select entry_id as id from audit_seals where position = ?', [
      position,
    ]);
    return Number(row?.id);
  };

  beforeAll(async () => {
    await test.em.execute(
      `insert into audit_entries (action, outcome, user_id, actor_kind, actor_id, is_impersonated, address, target_kind, target_id, details)
       select 'server.power', 'done', n, 'customer', n, false, '203.0.113.7', 'server', n::text, jsonb_build_object('kind', 'boot', 'n', n)
       from generate_series(1, ?) n`,
      [ENTRIES],
    );
    await sealAll();
  });

  it('holds thousands of entries, and verifies', async () => {
    const { reached, unsealed, problem, isDone } = await verify();

    expect({ unsealed, problem, isDone }).toEqual({ unsealed: 0, problem: null, isDone: true });
    expect(Number(reached.position)).toBeGreaterThanOrEqual(ENTRIES);
  });

  it.each([
    `update audit_entries set outcome = 'refused'`,
    `delete from audit_entries`,
    `truncate audit_entries`,
    `update audit_seals set hash = ''`,
    `delete from audit_seals`,
    `truncate audit_seals`,
  ])('refuses %p', async statement => {
    await expect(test.em.execute(statement)).rejects.toThrow(/append-only|permission denied/);
  });

  it.each([
    ['audit_entries', 'action'],
    ['audit_seals', 'hash'],
  ])('gives not even the owner of %s the right to change it', async (table, column) => {
    const client = new Client({ connectionString: test.databaseUrl });
    await client.connect();
    try {
      await client.query('begin');
      await client.query('create role audit_owner nosuperuser');
      await client.query('grant usage, create on schema public to audit_owner');
      await client.query(`alter table ${table} owner to audit_owner`);
      await client.query('set role audit_owner');
      await client.query(`select from ${table} limit 1`);
      for (const statement of [`update ${table} set ${column} = ${column}`, `delete from ${table}`, `truncate ${table}`]) {
        await client.query('savepoint before');
        await expect(client.query(statement)).rejects.toThrow('permission denied');
        await client.query('rollback to savepoint before');
      }
    } finally {
      await client.query('rollback');
      await client.end();
    }
  });

  it.each([
    ['an edited column', `update audit_entries set user_id = 999999 where id = %`],
    ['edited details', `update audit_entries set details = details || '{"n": 0}' where id = %`],
    ['an edited moment', `update audit_entries set occurred_at = occurred_at + interval '1 microsecond' where id = %`],
    ['a column that was emptied', `update audit_entries set address = null where id = %`],
  ])('names the entry with %s', async (_, statement) => {
    const entryId = await entryAt(1_234);

    const problem = await afterTampering(statement.replace('%', String(entryId)));

    expect(problem).toMatchObject({ kind: 'changed', position: 1_234, entryId });
  });

  it('names an entry that was deleted', async () => {
    const entryId = await entryAt(777);

    expect(await afterTampering(`delete from audit_entries where id = ${entryId}`)).toMatchObject({
      kind: 'removed',
      position: 777,
      entryId,
    });
  });

  it('names the place of an entry that was deleted with its seal, the rest moved up', async () => {
    const [entryId, next] = [await entryAt(777), await entryAt(778)];

    const problem = await afterTampering(
      `delete from audit_entries where id = ${entryId}`,
      `delete from audit_seals where position = 777`,
      `update audit_seals set position = position + 1000000 where position > 777`,
      `update audit_seals set position = position - 1000001 where position > 1000000`,
    );

    expect(problem).toMatchObject({ kind: 'changed', position: 777, entryId: next });
  });

  it('names the first of two entries that changed places', async () => {
    const [one, other] = [await entryAt(100), await entryAt(160)];

    const problem = await afterTampering(
      `update audit_seals set entry_id = -1 where position = 100`,
      `update audit_seals set entry_id = ${one} where position = 160`,
      `update audit_seals set entry_id = ${other} where position = 100`,
    );

    expect(problem).toMatchObject({ kind: 'reordered', position: 100, entryId: other });
  });

  it('names the first entry whose seal was cut off', async () => {
    const entryId = await entryAt(2_500);

    expect(await afterTampering(`delete from audit_seals where position >= 2500`)).toMatchObject({ kind: 'unsealed', entryId });
  });

  it('sees by the daily anchor that the end was cut off, seals and all', async () => {
    const problem = await afterTampering(
      `delete from audit_entries where id in (select entry_id from audit_seals where position >= 2500)`,
      `delete from audit_seals where position >= 2500`,
    );

    expect(problem).toMatchObject({ kind: 'truncated', position: 2_500 });
  });

  it('sees by the anchor that the whole chain was written anew', async () => {
    const file = path.join(process.env['FILES_DIR'] ?? '', 'audit-anchors', 'anchors.log');
    const before = await readFile(file, 'utf8');
    try {
      await writeFile(file, before.replace(/[0-9a-f]{64}/, 'ab'.repeat(32)));
      expect((await verify()).problem).toMatchObject({
        kind: 'changed',
        message: expect.stringMatching(/written anew/) as string,
      });
    } finally {
      await writeFile(file, before);
    }
    expect((await verify()).problem).toBeNull();
    expect(await test.app.get(Anchors).all()).toHaveLength(1);
  });

  it('leaves nothing of what was rolled back', async () => {
    const { em, app } = test;
    const act = app.get(MikroORM).em.transactional(async () => {
      await app.get(AuditLog).record({ action: 'price.changed', target: { kind: 'package', id: 'rolled-back' } });
      throw new Error('no');
    });

    await expect(act).rejects.toThrow('no');
    expect(await em.execute(`select from audit_entries where target_id = 'rolled-back'`)).toEqual([]);
  });

  it('waits for transactions that are still running, and then leaves none of their entries out', async () => {
    const slow = new Client({ connectionString: test.databaseUrl });
    await slow.connect();
    const sealer = test.app.get(Sealer);
    const write = (target: string) =>
      `insert into audit_entries (action, outcome, actor_kind, is_impersonated, target_kind, target_id, details)
       values ('job.retried', 'done', 'system', false, 'job', '${target}', '{}')`;
    const sealed = async () =>
      (
        await test.em.execute<{ target: string }[]>(
          `select e.target_id as target from audit_seals s join audit_entries e on e.id = s.entry_id
           where e.target_id in ('slow', 'quick') order by s.position`,
        )
      ).map(({ target }) => target);
    try {
      await slow.query('begin');
      await slow.query(write('slow'));
      await test.em.execute(write('quick'));
      await sealer.seal();
      expect(await sealed()).toEqual([]);
      await slow.query('commit');
    } finally {
      await slow.end();
    }

    await sealAll();

    expect(await sealed()).toEqual(['slow', 'quick']);
    expect((await verify()).problem).toBeNull();
  });

  it('is sealed by one process at a time, without a gap', async () => {
    const sealer = test.app.get(Sealer);
    await Promise.all(
      Array.from({ length: 40 }, async (_, number) => {
        await test.app.get(AuditLog).record({ action: 'job.retried', target: { kind: 'job', id: `crowd-${number}` } });
        await sealer.seal();
      }),
    );
    await sealAll();

    expect(await verify()).toMatchObject({ problem: null, unsealed: 0 });
  });

  it('is verified on demand, and a broken chain is a critical event', async () => {
    const verifications = test.app.get(Verifications);
    await verifications.request(null);
    expect((await verifications.latest())?.finishedAt).toBeNull();
    await test.runDueJobs();
    expect(await verifications.latest()).toMatchObject({ problem: null, anchors: 1 });

    const entryId = await entryAt(42);
    await tamper(`update audit_entries set action = 'session.opened' where id = ${entryId}`);
    await verifications.request(null);
    await test.runDueJobs();

    expect(await verifications.latest()).toMatchObject({ problem: { kind: 'changed', position: 42, entryId } });
    expect(await test.em.execute(`select severity from security_events where kind = 'audit-chain-broken'`)).toEqual([
      { severity: 'critical' },
    ]);
  });
});
