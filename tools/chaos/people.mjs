// Customers and staff, made in the database and at VirtFusion, and the journal of what they sent and were answered.
import { createHash, createHmac, randomBytes } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';

const ANSWER_WITHIN_MS = 9_000;
const DAY_SECONDS = 86_400;

/** Makes people of one world. */
export class People {
  #world;
  #count = 0;

  constructor(world) {
    this.#world = world;
  }

  /** Somebody who is signed in for a day; a customer has a VirtFusion account. */
  async make(role) {
    this.#count += 1;
    const name = `${role}-${this.#count}-${randomBytes(3).toString('hex')}`;
    const [{ id }] = await this.#world.database.query(
      `insert into users (username, email, full_name, password_hash, role, email_verified_at, terms_accepted_at, created_at, updated_at)
       values ($1, $1 || '@example.com', $1, 'none', $2, now(), now(), now(), now()) returning id`,
      [name, role],
    );
    const refreshSecret = randomBytes(32).toString('base64url');
    const [session] = await this.#world.database.query(
      `insert into sessions (user_id, refresh_hash, user_agent, address, created_at, last_used_at, expires_at, absolute_end_at, stepped_up_at)
       values ($1, $2, 'chaos', '127.0.0.1', now(), now(), now() + interval '1 day', now() + interval '1 day', now() + interval '1 day') returning id`,
      [id, createHash('sha256').update(refreshSecret).digest('base64url')],
    );
    if (role === 'customer') await this.#link(id, name);
    const address = `10.${(id >> 16) & 255}.${(id >> 8) & 255}.${id & 255}`;
    const { secret } = this.#world;
    return new Person(this.#world, {
      ...{ id, name, address },
      access: accessToken(secret, id, session.id),
      refresh: refreshToken(secret, session.id, refreshSecret),
    });
  }

  async #link(id, name) {
    const { sandbox, database } = this.#world;
    const reply = await fetch(`${sandbox.url}/virtfusion/api/v1/users`, {
      method: 'POST',
      headers: { authorization: `Bearer ${sandbox.virtfusion.token}`, 'content-type': 'application/json' },
      body: JSON.stringify({
        name,
        email: `${name}@example.com`,
        extRelationId: id,
        sendMail: false,
        selfService: 1,
        selfServiceHourlyCredit: true,
      }),
    });
    const { data } = await reply.json();
    await database.query(
      `insert into virtfusion_links (user_id, virtfusion_user_id, state, attempts, linked_at, updated_at) values ($1, $2, 'linked', 1, now(), now())`,
      [id, data.id],
    );
  }
}

/** Sends requests to whichever replica is there, and keeps every answer. */
export class Person {
  #world;
  #access;
  #refresh;
  #address;

  constructor(world, { id, name, access, refresh, address }) {
    this.#world = world;
    this.id = id;
    this.name = name;
    this.#access = access;
    this.#refresh = refresh;
    this.#address = address;
  }

  /** New tokens for the old ones, as a browser gets them; the answer is kept like any other. */
  async renew() {
    const answer = await this.#send('POST', '/api/auth/refresh', { cookie: `sky_refresh=${this.#refresh}` });
    this.#access = answer.cookies?.get('sky_access') ?? this.#access;
    this.#refresh = answer.cookies?.get('sky_refresh') ?? this.#refresh;
    return answer;
  }

  get(path, replica) {
    return this.#once('GET', path, undefined, undefined, replica);
  }

  /** A request that makes something, under a key: sent again for as long as nobody can tell whether it was heard. */
  async make(kind, path, body, key, { isSentTwice = false, patience = 4 } = {}) {
    const entry = this.#world.journal.open({ kind, path, body, key, userId: this.id, person: this });
    const send = () => this.#until(entry, patience);
    const [answer] = isSentTwice ? await Promise.all([send(), send()]) : [await send()];
    return entry.success ?? answer;
  }

  /** Sends a request of the journal again, until its answer is final. */
  async repeat(entry, patience) {
    return this.#until(entry, patience);
  }

  /** A request without a key, sent once. */
  async post(path, body, replica) {
    return this.#once('POST', path, body, undefined, replica);
  }

  async #until(entry, patience) {
    for (let tries = 0; ; tries++) {
      const answer = await this.#once('POST', entry.path, entry.body, entry.key);
      entry.answers.push(answer);
      if (isFinal(answer) || tries >= patience) return answer;
      await pause(60 * 2 ** Math.min(tries, 3));
    }
  }

  #once(method, path, body, key, replica) {
    const headers = { cookie: `sky_access=${this.#access}`, ...(key && { 'idempotency-key': key }) };
    return this.#send(method, path, headers, body, replica);
  }

  async #send(method, path, headers, body, replica = this.#world.replicas.any()) {
    const answer = await this.#ask(replica.url + path, {
      method,
      headers: { 'x-forwarded-for': this.#address, ...headers, ...(body && { 'content-type': 'application/json' }) },
      ...(body && { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
    });
    this.#world.journal.note(`${method} ${path}`, answer);
    return answer;
  }

  async #ask(url, request) {
    try {
      const reply = await fetch(url, request);
      const text = await reply.text();
      return { status: reply.status, body: text === '' ? null : JSON.parse(text), cookies: cookiesOf(reply) };
    } catch (error) {
      return { status: null, body: String(error.cause ?? error), isHung: error.name === 'TimeoutError' };
    }
  }
}

/** Whether an answer says for good what became of a request. */
export function isFinal({ status, body }) {
  if (status === null || status >= 500 || status === 429) return false;
  return !(status === 409 && body?.error?.code === 'request_in_progress');
}

/** What was asked for in a schedule, and every answer. */
export class Journal {
  entries = [];
  /** Requests that ran out of time, and those that somebody who is signed in was refused as if they were not, or by a failure. */
  hung = [];
  refused = [];

  note(what, { status, isHung, body }) {
    if (isHung) this.hung.push(what);
    if (status === null || status === 401 || status >= 500) this.refused.push(`${what}: ${status} ${JSON.stringify(body)}`);
  }

  open(request) {
    const entry = {
      ...request,
      answers: [],
      get success() {
        return this.answers.find(({ status }) => status !== null && status < 300);
      },
      get isFinal() {
        return this.answers.some(isFinal);
      },
    };
    this.entries.push(entry);
    return entry;
  }
}

/** The cookies that an answer sets, by their names. */
function cookiesOf(reply) {
  return new Map(reply.headers.getSetCookie().map(cookie => cookie.split(';')[0].split(/=(.*)/s, 2)));
}

/** An access token as the API signs it. */
function accessToken(secret, userId, sessionId) {
  const now = Math.floor(Date.now() / 1000);
  const part = value => Buffer.from(JSON.stringify(value)).toString('base64url');
  const claims = {
    sid: sessionId,
    sub: String(userId),
    iss: 'skypanel',
    aud: 'skypanel:access',
    iat: now,
    exp: now + DAY_SECONDS,
  };
  const signed = `${part({ alg: 'HS256', typ: 'JWT' })}.${part(claims)}`;
  return `${signed}.${keyed(secret, signed)}`;
}

/** A refresh token as the API gives it to a browser. */
function refreshToken(secret, sessionId, refreshSecret) {
  return `${sessionId}.${refreshSecret}.${keyed(secret, `refresh:${sessionId}:${refreshSecret}`)}`;
}

const keyed = (secret, text) => createHmac('sha256', secret).update(text).digest('base64url');
