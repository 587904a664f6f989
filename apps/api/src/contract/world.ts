import type { EntityManager } from '@mikro-orm/postgresql';
import { RegistrationService, type Role, User } from '../auth';
import { Notifications } from '../notifications';
import { isAdminScope, Jobs, type Scope, SCOPES } from '../platform';
import { isPermission } from '../platform/access';
import { keyOf, type Person, type TestApp } from '../testing';
import { Caller, Findings } from './caller';
import { Objects } from './objects';
import { type Credential, NoCredential, PresentedKey, type Principal, PRINCIPALS, SessionCookie } from './principals';
import { type Route, routesOf } from './routes';
import {
  makeBookThings,
  makeConsoleThings,
  makeMoneyThings,
  makeServerThings,
  makeStaffThings,
  PACKAGE_ID,
  SPARES,
} from './things';

export { type Principal, PRINCIPALS } from './principals';

const ORDER = { packageId: PACKAGE_ID, locationId: 1, templateId: 1, name: 'web-1' };

/** Everybody who may call, what two customers own, and every route there is. */
export interface World {
  readonly routes: readonly Route[];
  readonly callers: Readonly<Record<Principal, Caller>>;
  /** Values of path parameters that stand for something of this person; no two people share one. */
  readonly owned: Readonly<Record<'customer' | 'other' | 'admin', readonly string[]>>;
  /** For each route the things of `customer` that it could be about. */
  readonly objects: Objects;
  readonly findings: Findings;
}

/** Builds a small company with real objects, through the product's own front door. */
export async function buildWorld(test: TestApp): Promise<World> {
  await keepIdsApart(test.em);
  await test.make.catalogue();
  const findings = new Findings();
  const [customer, other, admin] = [await owner(test), await owner(test), await test.make.admin()];
  const form = (name: string) => ({ fullName: name, username: name, email: `${name}@example.com`, password: 'long-enough-0815' });
  const unverified = await test.app.get(RegistrationService).createVerified({ ...form('una'), role: 'customer' });
  await test.em.execute(`update users set email_verified_at = null where id = ?`, [unverified.id]);
  const suspended = await test.make.customer({ username: 'sid' });
  const keyOfSuspended = await unlimitedKey(test, suspended, ['read:user']);
  await test.em.execute(`update users set state = 'suspended' where id = ?`, [suspended.user.id]);
  const people: Partial<Record<Principal, User>> = {
    ...{ unverified, customer: customer.user, other: other.user, admin: admin.user, suspended: suspended.user },
    ...{ support: await staff(test, 'support'), billing: await staff(test, 'billing'), content: await staff(test, 'content') },
  };
  const keys: Partial<Record<Principal, Credential>> = {
    ...(await keysOf(test, customer, admin)),
    'key-of-suspended': new PresentedKey(() => keyOfSuspended),
  };
  const caller = (name: Principal) => {
    const person = people[name];
    const credential = keys[name] ?? (person ? new SessionCookie(test.app, person) : new NoCredential());
    return new Caller(name, test.app, findings, credential, person ?? null);
  };
  const callers = Object.fromEntries(PRINCIPALS.map(name => [name, caller(name)])) as Record<Principal, Caller>;
  for (const one of Object.values(callers)) await one.renew();
  await makeStaffThings(test, admin);
  await makeBookThings(test, customer, admin);
  const owned = {
    customer: await belongingsOf(test.em, customer.user.id),
    other: await belongingsOf(test.em, other.user.id),
  };
  // What PayPal tells us about the payments arrives by itself; it must not arrive in the middle of a comparison.
  await test.sandbox.paypal.deliveriesSettled();
  await test.runDueJobs();
  const jobs = await deadJobs(test);
  const ofStaff = ['security_events', 'blocked_addresses'].map(table => `select min(id)::text as value from ${table}`);
  const rows = await test.em.execute<{ value: string }[]>(ofStaff.join(' union all '));
  const seen = [String(customer.user.id), String(ORDER.packageId), ...jobs.slice(0, 1), ...rows.map(row => row.value)];
  return {
    routes: routesOf(test.app),
    callers,
    owned: { ...owned, admin: [...owned.customer, ...seen] },
    objects: await Objects.of(test.em, customer.user.id),
    findings,
  };
}

/** Parameters that are one of a fixed set of words. */
const WORDS: Readonly<Record<string, string>> = { action: 'boot', role: 'support' };

/** The ways to fill a route's parameters with things of one person; what belongs to a thing carries its number. */
export function fillings(route: Route, values: readonly string[]): string[][] {
  return route.parameters.reduce<string[][]>(
    (lists, name) => {
      const word = WORDS[name];
      return lists.flatMap(list => {
        const owner = list.find(value => values.includes(value));
        const choices = word !== undefined ? [word] : owner !== undefined ? [owner] : values;
        return choices.map(choice => [...list, choice]);
      });
    },
    [[]],
  );
}

/** A customer with one of everything: a running server, a captured payment, transactions, sessions, keys, passkeys, news. */
async function owner(test: TestApp): Promise<Person> {
  const person = await test.make.customer({ credit: '25.00', linked: true });
  const { browser, user } = person;
  const { body: checkout } = await browser.post<{ orderId: string }>('/api/billing/add-credits', { amount: '10.00' });
  await test.sandbox.paypal.approve(checkout.orderId);
  const captured = await browser.post('/api/billing/capture-paypal-payment', { orderId: checkout.orderId });
  if (captured.status !== 200) throw new Error(`The payment was not captured (${captured.status})`);
  const { body: server } = await browser.post<{ id: number }>('/api/user/servers', ORDER);
  await test.until(
    async () => (await browser.get<{ state: string }>(`/api/user/servers/${server.id}`)).body.state === 'running',
    'the server runs',
  );
  for (let spare = 0; spare < SPARES; spare++) {
    await keyOf(person, ['read:user'], { name: 'spare' });
    await test.em.execute(
      `insert into passkeys (user_id, credential_id, public_key, counter, name, backed_up) values (?, ?, '\\x00', 0, 'Key', false)`,
      [user.id, `credential-${user.id}-${spare}`],
    );
    await new SessionCookie(test.app, user, 'spare').renew();
  }
  const news = { userId: user.id, kind: 'account', title: 'Welcome', body: 'Your account is ready.', link: '/' } as const;
  await test.app.get(Notifications).tell(news, 'welcome');
  await makeMoneyThings(test, person);
  await makeConsoleThings(test, user.id, server.id);
  await makeServerThings(test, user.id, server.id);
  return person;
}

/** Somebody with a role of staff. */
async function staff(test: TestApp, role: Role): Promise<User> {
  const { user } = await test.make.customer({ username: `staff-${role}` });
  await test.em.execute('update users set role = ? where id = ?', [role, user.id]);
  return test.em.findOneOrFail(User, { id: user.id });
}

/** A key for every scope, and the rules by which a route is asked with one of them. */
async function keysOf(test: TestApp, customer: Person, admin: Person): Promise<Partial<Record<Principal, Credential>>> {
  const single = new Map<Scope, string>();
  for (const scope of SCOPES) single.set(scope, await unlimitedKey(test, isAdminScope(scope) ? admin : customer, [scope]));
  const all = {
    customer: await unlimitedKey(
      test,
      customer,
      SCOPES.filter(scope => !isAdminScope(scope)),
    ),
    admin: await unlimitedKey(test, admin, SCOPES),
  };
  const nothing = await unlimitedKey(test, admin, ['read:user']);
  await test.em.execute(`update api_keys set scopes = '{}' where id = (select max(id) from api_keys)`);
  return {
    'key-without-scope': new PresentedKey(() => nothing),
    // Where a route admits no key, one that may do everything else of its owner is refused as well.
    'key-with-scope': new PresentedKey(route => {
      const scope = route?.access?.scope;
      const allOf = route?.rule && isPermission(route.rule) ? all.admin : all.customer;
      return (scope && single.get(scope)) ?? allOf;
    }),
  };
}

async function unlimitedKey(test: TestApp, person: Person, scopes: readonly Scope[]): Promise<string> {
  const { id, key } = await keyOf(person, scopes);
  await test.em.execute('update api_keys set requests_per_minute = 100000 where id = ?', [id]);
  return key;
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

async function deadJobs(test: TestApp): Promise<string[]> {
  for (let spare = 0; spare < SPARES; spare++)
    await test.app.get(Jobs).add('virtfusion.refresh-catalogue', {}, { singletonKey: `dead-${spare}` });
  const rows = await test.em.execute<{ id: string }[]>(
    `update jobs.job set state = 'failed' where name = 'virtfusion.refresh-catalogue' and state = 'created' returning id`,
  );
  if (rows.length < SPARES) throw new Error('There are no jobs to fail');
  return rows.map(({ id }) => id);
}
