import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { LedgerVerifier } from '../billing';
import { SCOPES } from '../platform';
import { keyOf, PASSWORD, type Person, testApp } from '../testing';
import { document, ROOT } from './document';
import { buildWorld, type World } from './world';

const REQUESTS = Number(process.env['FUZZ'] ?? 5_000);
const SEED = Number(process.env['FUZZ_SEED'] ?? 20_261_125);

interface Outcome {
  readonly code: number | null;
  readonly output: string;
  readonly errors: string;
}

describe('fuzz', () => {
  const test = testApp({ listen: true, env: { REQUESTS_PER_MINUTE: '10000000' } });
  let world: World;

  beforeAll(async () => {
    world = await buildWorld(test);
  }, 120_000);

  const peopleFile = async (folder: string) => {
    const boss = await test.make.admin();
    // The fuzzer signs in again and again, by password alone.
    await test.em.execute('delete from passkeys');
    const callers = [
      { name: 'customer', kind: 'customer', ...signInOf(world.callers.customer.user) },
      { name: 'other', kind: 'customer', ...signInOf(world.callers.other.user) },
      { name: 'support', kind: 'staff', ...signInOf(world.callers.support.user) },
      { name: 'admin', kind: 'staff', ...signInOf(boss.user) },
      { name: 'key', kind: 'key', key: await unlimitedKey(await test.make.admin()) },
    ];
    const file = path.join(folder, 'people.json');
    await writeFile(file, JSON.stringify(callers));
    return file;
  };
  const unlimitedKey = async (boss: Person) => {
    const { id, key } = await keyOf(boss, SCOPES);
    await test.em.execute('update api_keys set requests_per_minute = 100000 where id = ?', [id]);
    return key;
  };

  it(
    `answers ${REQUESTS} generated requests (seed ${SEED}) without a failure and as documented`,
    async () => {
      const folder = await mkdtemp(path.join(tmpdir(), 'sky-fuzz-'));
      const people = await peopleFile(folder);
      const { code, output, errors } = await fuzz(['--url', test.url, '--people', people, '--document', 'apps/api/openapi.json']);
      await rm(folder, { recursive: true });
      expect(errors).toBe('');
      expect(code).toBe(0);
      const { statuses, reached } = JSON.parse(output) as { statuses: Record<string, number>; reached: number };
      // A fuzz that is refused at the door proves nothing: most handlers have to be reached, and not by way of a limit.
      expect((statuses['429'] ?? 0) / REQUESTS).toBeLessThan(0.1);
      expect(reached / Object.keys(document.paths).length).toBeGreaterThan(REQUESTS >= 5_000 ? 0.5 : 0);
      expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
    },
    60_000 + REQUESTS * 40,
  );

  it('leaves a ledger that adds up', async () => {
    expect((await test.app.get(LedgerVerifier).verify()).problem).toBeNull();
  });
});

function signInOf(user: { readonly username: string } | null): { username: string; password: string } {
  return { username: user?.username ?? '', password: PASSWORD };
}

/** Runs the fuzzer beside the app that it asks. */
function fuzz(options: readonly string[]): Promise<Outcome> {
  const args = ['tools/fuzz/run.mjs', ...options, '--requests', String(REQUESTS), '--seed', String(SEED)];
  const child = spawn(process.execPath, args, { cwd: ROOT, env: { ...process.env, NODE_OPTIONS: '' } });
  const read: Record<'output' | 'errors', string> = { output: '', errors: '' };
  child.stdout.on('data', (chunk: Buffer) => (read.output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (read.errors += chunk.toString()));
  return new Promise(resolve => child.once('close', code => resolve({ code, ...read })));
}
