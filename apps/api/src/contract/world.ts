import type { EntityManager } from '@mikro-orm/postgresql';
import { RegistrationService } from '../auth';
import { Jobs } from '../platform';
import type { Person, TestApp } from '../testing';
import { Caller, Findings } from './caller';
import { operationOf } from './document';
import { type Route, routesOf } from './routes';

export const PRINCIPALS = ['guest', 'unverified', 'suspended', 'customer', 'other', 'admin'] as const;
export type Principal = (typeof PRINCIPALS)[number];

const ORDER = { packageId: 1, locationId: 1, templateId: 1, name: 'web-1' };

/** Everybody who may call, what two customers own, and every route there is. */
export interface World {
  readonly routes: readonly Route[];
  readonly callers: Readonly<Record<Principal, Caller>>;
  /** Values of path parameters that stand for something of this person; no two people share one. */
  readonly owned: Readonly<Record<'customer' | 'other' | 'admin', readonly string[]>>;
  readonly findings: Findings;
}

/** Builds a small company with real objects, through the product's own front door. */
export async function buildWorld(test: TestApp): Promise<World> {
  await keepIdsApart(test.em);
  await test.make.catalogue();
  const findings = new Findings();
  const [customer, other, admin] = [await owner(test), await owner(test), await test.make.admin()];
  const registration = test.app.get(RegistrationService);
  const form = (name: string) => ({ fullName: name, username: name, email: `${name}@example.com`, password: 'long-enough-0815' });
  const unverified = await registration.createVerified({ ...form('una'), role: 'customer' });
  const suspended = await registration.createVerified({ ...form('sid'), role: 'customer' });
  await test.em.execute(`update users set email_verified_at = null where id = ?`, [unverified.id]);
  await test.em.execute(`update users set state = 'suspended' where id = ?`, [suspended.id]);
  const people = { guest: null, unverified, suspended, customer: customer.user, other: other.user, admin: admin.user };
  const callers = Object.fromEntries(
    PRINCIPALS.map(name => [name, new Caller(name, test.app, findings, people[name])]),
  ) as Record<Principal, Caller>;
  for (const caller of Object.values(callers)) await caller.renew();
  const owned = {
    customer: await belongingsOf(test.em, customer.user.id),
    other: await belongingsOf(test.em, other.user.id),
  };
  // What PayPal tells us about the payments arrives by itself; it must not arrive in the middle of a comparison.
  await test.sandbox.paypal.deliveriesSettled();
  await test.runDueJobs();
  const job = await deadJob(test);
  return {
    routes: routesOf(test.app),
    callers,
    owned: { ...owned, admin: [...owned.customer, String(customer.user.id), String(ORDER.packageId), job] },
    findings,
  };
}

/** All ways to fill a route's parameters with things of one person; a parameter with a fixed set of words takes the first. */
export function fillings(route: Route, values: readonly string[]): string[][] {
  const documented = operationOf(route)?.parameters ?? [];
  return route.parameters.reduce<string[][]>(
    (lists, name) => {
      const words = documented.find(parameter => parameter.in === 'path' && parameter.name === name)?.schema;
      const choices = words && '$ref' in words ? ['boot'] : values;
      return lists.flatMap(list => choices.map(choice => [...list, choice]));
    },
    [[]],
  );
}

/** A customer with a running server, a captured payment, transactions and a session. */
async function owner(test: TestApp): Promise<Person> {
  const person = await test.make.customer({ credit: '25.00', linked: true });
  const { browser } = person;
  const { body: checkout } = await browser.post<{ orderId: string }>('/api/billing/add-credits', { amount: '10.00' });
  await test.sandbox.paypal.approve(checkout.orderId);
  const captured = await browser.post('/api/billing/capture-paypal-payment', { orderId: checkout.orderId });
  if (captured.status !== 200) throw new Error(`The payment was not captured (${captured.status})`);
  const { body: server } = await browser.post<{ id: number }>('/api/user/servers', ORDER);
  await test.until(
    async () => (await browser.get<{ state: string }>(`/api/user/servers/${server.id}`)).body.state === 'running',
    'the server runs',
  );
  return person;
}

/** Starts every table's ids at another number, so that an id of one table is never one of another by chance. */
async function keepIdsApart(em: EntityManager): Promise<void> {
  const columns = await em.execute<{ table: string; column: string }[]>(
    `select table_name as table, column_name as column from information_schema.columns
     where table_schema = 'public' and is_identity = 'YES' order by table_name`,
  );
  for (const [index, { table, column }] of columns.entries())
    await em.execute(`alter table "${table}" alter column "${column}" restart with ${(index + 1) * 100_000}`);
}

/** The ids of every row that says whose it is, whatever its table, and the order numbers that PayPal gave. */
export async function belongingsOf(em: EntityManager, userId: number): Promise<string[]> {
  const tables = await em.execute<{ name: string }[]>(
    `select table_name as name from information_schema.columns
     where table_schema = 'public' and column_name in ('id', 'user_id') group by table_name having count(*) = 2`,
  );
  const parts = tables.map(({ name }) => `select id::text as value from "${name}" where user_id = ${userId}`);
  const orders = `select order_id as value from payments where order_id is not null and user_id = ${userId}`;
  const rows = await em.execute<{ value: string }[]>([...parts, orders].join(' union '));
  return rows.map(({ value }) => value);
}

async function deadJob(test: TestApp): Promise<string> {
  await test.app.get(Jobs).add('virtfusion.refresh-catalogue', {}, { singletonKey: 'dead' });
  const [row] = await test.em.execute<{ id: string }[]>(
    `update jobs.job set state = 'failed' where name = 'virtfusion.refresh-catalogue' and state = 'created' returning id`,
  );
  if (!row) throw new Error('There is no job to fail');
  return row.id;
}
