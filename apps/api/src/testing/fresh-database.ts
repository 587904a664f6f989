import { randomBytes } from 'node:crypto';
import { Client } from 'pg';

export interface FreshDatabase {
  readonly url: string;
  drop(): Promise<void>;
}

/** Copies the migrated template that Jest's global set-up made into a database of this file's own. */
export async function freshDatabase(): Promise<FreshDatabase> {
  const server = process.env['TEST_POSTGRES_URL'];
  const template = process.env['TEST_POSTGRES_TEMPLATE'];
  if (!server || !template) throw new Error('The global set-up of Jest did not run');
  const name = `test_${randomBytes(6).toString('hex')}`;
  await execute(server, `create database ${name} template ${template} strategy file_copy`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => execute(server, `drop database if exists ${name} with (force)`) };
}

async function execute(url: string, text: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(text);
  } finally {
    await client.end();
  }
}
