// Renders docs/security/access-matrix.md from apps/api/src/contract/access-matrix.ts, which a test compares with the running API.
// npm run access-matrix. With --check it writes nothing and fails when the page is stale.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { format, resolveConfig } from 'prettier';

const ROOT = path.resolve(import.meta.dirname, '..');
const SOURCE = path.join(ROOT, 'apps/api/src/contract/access-matrix.ts');
const PAGE = path.join(ROOT, 'docs/security/access-matrix.md');
const COLUMNS = [
  ['guest', 'nobody signed in'],
  ['unverified', 'a customer whose e-mail address is not confirmed'],
  ['customer', 'the customer whose objects the route is asked about'],
  ['other', 'another customer, asking about the first one’s objects'],
  ['suspended', 'a suspended customer'],
  ['support', 'staff with the role support, as it is after installation'],
  ['billing', 'staff with the role billing, likewise'],
  ['content', 'staff with the role content, likewise'],
  ['admin', 'an administrator'],
  ['key –', 'an API key without any scope'],
  ['key +', 'an API key with exactly the scope of the route; where keys are not admitted, with every scope its owner may hold'],
  ['key susp.', 'an API key whose owner is suspended'],
];

const [, text] = /`([\s\S]*)`/.exec(readFileSync(SOURCE, 'utf8'));
const rows = text
  .trim()
  .split('\n')
  .map(line => line.trim().split(/\s+/));
const wrong = rows.find(row => row.length !== COLUMNS.length + 3);
if (wrong) throw new Error(`This line of the matrix has ${wrong.length} columns: ${wrong.join(' ')}`);

const page = await format(
  `# Access matrix

What every kind of caller gets on every route of the API. The page is rendered from \`apps/api/src/contract/access-matrix.ts\`, a file
that people review; \`access-matrix.int.spec.ts\` beside it asks every route as every caller, with real objects of two customers, and
fails on any difference, on a route without a line, and when this page is stale. \`npm run access-matrix\` renders it anew.

**ok**: past the guard, to the check of what was sent. **401**: not known. **403**: known and not admitted. **404**: what is asked about
belongs to somebody else, which looks like what does not exist. Nothing is read, changed or told by a refusal.

${COLUMNS.map(([name, meaning]) => `- **${name}**: ${meaning}`).join('\n')}

\`POST /api/auth/refresh\` is open to everybody and asks for a cookie of its own, which none of these callers sends.

| Route | Operation | ${COLUMNS.map(([name]) => name).join(' | ')} |
| --- | --- | ${COLUMNS.map(() => '---').join(' | ')} |
${rows.map(([method, route, operation, ...cells]) => `| \`${method} ${route}\` | ${operation} | ${cells.join(' | ')} |`).join('\n')}
`,
  { ...(await resolveConfig(PAGE)), parser: 'markdown' },
);

if (process.argv.includes('--check')) {
  if (existsSync(PAGE) && readFileSync(PAGE, 'utf8') === page) process.exit(0);
  console.error('docs/security/access-matrix.md is stale: run npm run access-matrix');
  process.exit(1);
}
mkdirSync(path.dirname(PAGE), { recursive: true });
writeFileSync(PAGE, page);
console.log(`${rows.length} routes written to docs/security/access-matrix.md`);
