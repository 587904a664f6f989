import { environmentFor, type RealProcess, startRealProcess, testApp } from '../testing';
import { areaUnderCurve } from './auc';

const TRIES = 100;
/** A neighbour on the machine is no leak: a leak shows again, on the same side. */
const MOST_ROUNDS = 3;
const KINDS = ['known', 'suspended', 'unverified', 'unknown'] as const;
type Kind = (typeof KINDS)[number];
const LOWEST_AUC = 0.4;
const HIGHEST_AUC = 0.6;

interface Observation {
  readonly kind: Kind;
  readonly ms: number;
  /** Everything but the time: status, names of the headers, body without the request id and the address that was sent. */
  readonly form: string;
}

/** What is asked about an account, and how. */
const QUESTIONS = [
  ['sign-in', '/api/auth/login', (name: string) => ({ username: name, password: 'not the password' })],
  ['recovery', '/api/auth/request-password-reset', (name: string) => ({ email: `${name}@example.com` })],
  ['the other recovery', '/api/auth/forgot-password', (name: string) => ({ email: `${name}@example.com` })],
  ['the reminder of a username', '/api/auth/request-username', (name: string) => ({ email: `${name}@example.com` })],
  ['another confirmation mail', '/api/verification/resend', (name: string) => ({ email: `${name}@example.com` })],
  [
    'registration',
    '/api/auth/register',
    (name: string, turn: string) => ({
      ...{ fullName: 'Somebody', username: `new-${turn}`, email: `${name}@example.com` },
      ...{ password: 'a phrase nobody else has', acceptTerms: true },
    }),
  ],
] as const;

describe('whether an account exists', () => {
  const test = testApp({ env: { REQUESTS_PER_MINUTE: '10000000' } });
  let api: RealProcess;
  let round = 0;

  beforeAll(async () => {
    const { user } = await test.make.customer();
    for (const kind of ['known', 'suspended', 'unverified'])
      await test.em.execute(
        `insert into users (username, email, full_name, password_hash, state, email_verified_at, terms_accepted_at, created_at, updated_at)
         select ? || '-' || q || '-' || r || '-' || n, ? || '-' || q || '-' || r || '-' || n || '@example.com', u.full_name, u.password_hash, ?,
           case when ? then null else now() end, now(), now(), now()
         from users u, generate_series(0, ?) q, generate_series(1, ${MOST_ROUNDS}) r, generate_series(1, ?) n where u.id = ?`,
        [kind, kind, kind === 'suspended' ? 'suspended' : 'active', kind === 'unverified', QUESTIONS.length - 1, TRIES, user.id],
      );
    // Behind a proxy, so that each try comes from an address of its own and no limit by address decides.
    api = await startRealProcess({
      ...environmentFor({ url: test.databaseUrl }, test.sandbox),
      ...{ SKYPANEL_ROLES: 'web', TRUST_PROXY: 'true', REQUESTS_PER_MINUTE: '10000000' },
    });
  }, 60_000);
  afterAll(() => api.stop());

  const ask = async (question: number, kind: Kind, n: number): Promise<Observation> => {
    const [, path, bodyFor] = QUESTIONS[question] ?? QUESTIONS[0];
    const name = `${kind}-${question}-${round}-${n}`;
    const startedAt = performance.now();
    const reply = await fetch(api.url + path, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'x-forwarded-for': `10.${question}.${KINDS.indexOf(kind) + 4 * round}.${n}`,
      },
      body: JSON.stringify(bodyFor(name, `${question}-${round}-${KINDS.indexOf(kind)}-${n}`)),
    });
    const text = await reply.text();
    const ms = performance.now() - startedAt;
    const body = text.replace(/"request_id":"[^"]+"/, '').replaceAll(name, 'NAME');
    return { kind, ms, form: `${reply.status} ${[...reply.headers.keys()].join()} ${body}` };
  };

  /** The kinds take turns, and who begins changes, so that what else the machine does falls on all alike. */
  const observe = async (question: number): Promise<Observation[]> => {
    round += 1;
    const seen: Observation[] = [];
    // Registration waits on purpose until a fixed time is over; several at once keep the test short and their times comparable.
    const atOnce = QUESTIONS[question]?.[0] === 'registration' ? 4 : 1;
    for (let n = 1; n <= TRIES; n += atOnce) {
      const turns = Array.from({ length: atOnce }, (_, index) => n + index).flatMap(turn =>
        KINDS.map((_kind, place) => [KINDS[(place + turn) % KINDS.length] ?? 'unknown', turn] as const),
      );
      if (atOnce > 1) seen.push(...(await Promise.all(turns.map(([kind, turn]) => ask(question, kind, turn)))));
      else for (const [kind, turn] of turns) seen.push(await ask(question, kind, turn));
    }
    return seen;
  };
  const curvesOf = (seen: readonly Observation[]) => {
    const times = (kind: Kind) => seen.filter(one => one.kind === kind).map(({ ms }) => ms);
    return KINDS.filter(kind => kind !== 'unknown').map(kind => areaUnderCurve(times(kind), times('unknown')));
  };
  /** Which kinds could be told from unknown ones, and on which side. */
  const toldBy = (curves: readonly number[]) =>
    curves.flatMap((auc, index) => (auc < LOWEST_AUC ? [`${index} faster`] : auc > HIGHEST_AUC ? [`${index} slower`] : []));

  it.each(QUESTIONS.map(([what], index) => [what, index] as const))(
    'cannot be told by %s, neither from the answer nor from its time',
    async (what, question) => {
      round = 0;
      const seen = await observe(question);
      const [form = '', ...others] = new Set(seen.map(one => one.form));
      expect(others).toEqual([]);
      expect(form).toMatch(what === 'sign-in' ? /^401 / : /^20[0124] /);
      let curves = curvesOf(seen);
      let told = toldBy(curves);
      while (told.length > 0 && round < MOST_ROUNDS) {
        curves = curvesOf(await observe(question));
        told = toldBy(curves).filter(finding => told.includes(finding));
      }
      process.stdout.write(
        `AUC of ${what}, known/suspended/unverified against unknown: ${curves.map(auc => auc.toFixed(3)).join(' ')}\n`,
      );
      expect(told).toEqual([]);
    },
    90_000,
  );
});
