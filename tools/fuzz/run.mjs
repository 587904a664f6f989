// Sends generated requests to a running API: npm run fuzz -- --requests 50000 --seed 7 [--url http://127.0.0.1:3000] [--people file].
// Fails on the first answer that is 5xx or not as documented, and prints the seed and the smallest request that shows it.
import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { problemsWith } from './checker.mjs';
import { Api } from './document.mjs';
import { Memory } from './memory.mjs';
import { Person, send } from './people.mjs';
import { operationsOf, shotsAt } from './shots.mjs';

/** The demonstration's people; another company names its own in a file. */
const DEMO_PEOPLE = [
  { name: 'customer', kind: 'customer', username: 'ada', password: 'demo-ada-password' },
  { name: 'other', kind: 'customer', username: 'linus', password: 'demo-linus-password' },
  { name: 'support', kind: 'staff', username: 'sven', password: 'demo-sven-password' },
  { name: 'admin', kind: 'staff', username: 'admin', password: 'demo-admin-password' },
];
const SIGN_IN_EVERY = 400;

const { values } = parseArgs({
  options: {
    url: { type: 'string', default: 'http://127.0.0.1:3000' },
    requests: { type: 'string', default: '5000' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000_000) },
    people: { type: 'string' },
    document: { type: 'string' },
  },
});
const [requests, seed] = [Number(values.requests), Number(values.seed)];
const known = values.people ? JSON.parse(readFileSync(values.people, 'utf8')) : DEMO_PEOPLE;
const people = [{ name: 'guest', kind: 'guest' }, ...known].map(one => new Person(values.url, one));
const api = values.document ? new Api(JSON.parse(readFileSync(values.document, 'utf8'))) : await Api.of(values.url);
const memory = new Memory();
const statuses = new Map();
const operations = fc.sample(operationsOf(api), { seed, numRuns: requests });
const reached = new Set();

for (const [index, operation] of operations.entries()) {
  if (index % SIGN_IN_EVERY === 0) for (const person of people) await person.signIn();
  const problems = shot => ask(operation, shot);
  const property = fc.asyncProperty(shotsAt(api, memory, people, operation), async shot => {
    const found = await problems(shot);
    if (found.length > 0) throw new Error(found.join('\n'));
  });
  const outcome = await fc.check(property, { seed: seed + index, numRuns: 1, interruptAfterTimeLimit: 20_000 });
  if (outcome.failed && outcome.counterexample) fail(index, operation, outcome);
}

const counts = Object.fromEntries([...statuses].sort(([one], [other]) => one - other));
console.log(JSON.stringify({ requests, seed, operations: api.operations.length, reached: reached.size, statuses: counts }));
process.exit(0);

/** Sends one request and says what is wrong with its answer. */
async function ask(operation, { person, path, query, headers, body }) {
  const caller = people.find(({ name }) => name === person);
  const all = { ...caller.headers, ...(body !== null && { 'content-type': 'application/json' }), ...headers };
  const target = query === '' ? path : `${path}?${query}`;
  const reply = await send(values.url, { method: operation.method, target, headers: all, body });
  statuses.set(reply.status, (statuses.get(reply.status) ?? 0) + 1);
  if (reply.status < 300) {
    reached.add(operation.id);
    if (String(reply.headers['content-type']).startsWith('application/json'))
      memory.learn(operation.path, JSON.parse(reply.text));
  }
  // Ended by a right request of their own.
  if (reply.status === 401 && reply.text.includes('"session_ended"') && !headers.cookie) await caller.signIn();
  return problemsWith(api, operation, reply);
}

function fail(index, { method, path }, { counterexample: [shot], errorInstance, numShrinks }) {
  console.error(`Request ${index + 1} of seed ${seed}, ${method} ${path}, made smaller ${numShrinks} times:`);
  console.error(JSON.stringify(shot, null, 2).slice(0, 4_000));
  console.error(errorInstance instanceof Error ? errorInstance.message : String(errorInstance));
  console.error(`Again: npm run fuzz -- --seed ${seed} --requests ${index + 1}`);
  process.exit(1);
}
