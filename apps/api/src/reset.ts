import { rm } from 'node:fs/promises';
import path from 'node:path';
import { createInterface } from 'node:readline/promises';
import { Client } from 'pg';

const url = new URL(process.env['DATABASE_URL'] ?? '');
const isConfirmed =
  process.argv.includes('--yes') ||
  (await ask(`This deletes everything in ${url.pathname.slice(1)} on ${url.host}. Type "delete" to go on: `)) === 'delete';
if (!isConfirmed) {
  console.log('Nothing was deleted.');
  process.exit(1);
}
const client = new Client({ connectionString: url.href });
await client.connect();
await client.query('drop schema if exists jobs cascade; drop schema public cascade; create schema public;');
await client.end();
// They vouch for a log that is no more.
await rm(path.resolve(process.env['FILES_DIR'] ?? '.data/files', 'audit-anchors'), { recursive: true, force: true });
console.log('The database is empty. It is migrated at the next start.');

async function ask(question: string): Promise<string> {
  if (!process.stdin.isTTY) return '';
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  const answer = await terminal.question(question);
  terminal.close();
  return answer.trim();
}
