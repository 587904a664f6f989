// Before the tests of a project: a throw-away PostgreSQL and, in it, a migrated database that each test file copies.
import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { startPostgres } from '../postgres.mjs';

export default async function () {
  const dir = path.join(mkdtempSync(path.join(tmpdir(), 'skypanel-test-')), 'data');
  const postgres = await startPostgres(dir, { durable: false });
  const template = `template_${randomBytes(4).toString('hex')}`;
  const client = new pg.Client({ connectionString: postgres.url });
  await client.connect();
  await client.query(`create database ${template}`);
  await client.end();
  const url = new URL(postgres.url);
  url.pathname = `/${template}`;
  execFileSync(process.execPath, ['dist/apps/api/migrate.js'], {
    env: { ...process.env, DATABASE_URL: url.href },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  process.env.TEST_POSTGRES_URL = postgres.url;
  process.env.TEST_POSTGRES_TEMPLATE = template;
  globalThis.__POSTGRES__ = { ...postgres, dir };
}
