// Customers and staff, made in the database and at VirtFusion, and the journal of what they sent and were answered.
import { createHmac, randomBytes } from 'node:crypto';
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
    const [session] = await this.#world.database.query(
      `insert into sessions (user_id, refresh_hash, user_agent, address, created_at, last_used_at, expires_at, absolute_end_at, stepped_up_at)
       values ($1, $2, 'chaos', '127.0.0.1', now(), now(), now() + interval '1 day', now() + interval '1 day', now() + interval '1 day') returning id`,
      [id, name],
    );
    if (role === 'customer') await this.#link(id, name);
    const address = `10.${(id >> 16) & 255}.${(id >> 8) & 255}.${id & 255}`;
    return new Person(this.#world, { id, name, cookie: accessToken(this.#world.secret, id, session.id), address });
  }

  async #link(id, name) {
    const { sandbox, database } = this.#world;
    const reply = await fetch(`${sandbox.virtfusion.url}/api/v1/users`, {
      method: 'POST',
      headers: { authorization: `Bearer ${sandbox.virtfusion.token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ name, email: `${name}@example.com`, extRelationId: id, sendMail: false }),
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
  #cookie;
  #address;

  constructor(world, { id, name, cookie, address }) {
    this.#world = world;
    this.id = id;
    this.name = name;
    this.#cookie = cookie;
    this.#address = address;
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

  async #once(method, path, body, key, replica = this.#world.replicas.any()) {
    try {
      const reply = await fetch(replica.url + path, {
        method,
        headers: {
          cookie: `sky_access=${this.#cookie}`,
          'x-forwarded-for': this.#address,
          ...(body && { 'content-type': 'application/json' }),
          ...(key && { 'idempotency-key': key }),
        },
        ...(body && { body: JSON.stringify(body) }),
        signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
      });
      const text = await reply.text();
      return { status: reply.status, body: text === '' ? null : JSON.parse(text) };
    } catch (error) {
      return { status: null, body: String(error.cause ?? error) };
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
  return `${signed}.${createHmac('sha256', secret).update(signed).digest('base64url')}`;
}
