// Who asks: somebody unknown, people with a session, programs with a key.
import { Agent, request } from 'node:http';

const agent = new Agent({ keepAlive: true });
const LONGEST_WAIT_MS = 20_000;

/** One request, its path and headers byte for byte as given. */
export function send(url, { method, target, headers = {}, body = null }) {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    const sent = request({ hostname, port, method, path: target, headers, agent, timeout: LONGEST_WAIT_MS });
    sent.on('response', response => {
      const chunks = [];
      response.on('data', chunk => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () =>
        resolve({ status: response.statusCode, headers: response.headers, text: Buffer.concat(chunks).toString('utf8') }),
      );
    });
    sent.on('timeout', () => sent.destroy(new Error(`no answer within ${LONGEST_WAIT_MS / 1000} s`)));
    sent.on('error', reject);
    sent.end(body);
  });
}

/** Somebody who may be signed in again when their session has ended. `kind` is guest, customer, staff or key. */
export class Person {
  constructor(url, { name, kind, username, password, key }) {
    Object.assign(this, { url, name, kind, username, password });
    this.headers = key ? { authorization: `Bearer ${key}` } : {};
  }

  async signIn() {
    if (this.username === undefined) return;
    const headers = { 'content-type': 'application/json', ...(this.device && { cookie: this.device }) };
    const body = JSON.stringify({ username: this.username, password: this.password });
    const {
      status,
      headers: answered,
      text,
    } = await send(this.url, { method: 'POST', target: '/api/auth/login', headers, body });
    if (status !== 200) throw new Error(`${this.username} could not sign in (${status}): ${text}`);
    const cookies = (answered['set-cookie'] ?? []).map(line => line.split(';')[0]);
    if (!cookies.some(cookie => cookie.includes('sky_access='))) throw new Error(`${this.username} needs a second factor`);
    this.headers = {
      cookie: cookies.filter(cookie => cookie.startsWith('sky_access=') || cookie.startsWith('__Host-sky_access=')).join('; '),
    };
    this.device ??= cookies.find(cookie => cookie.startsWith('sky_device='));
  }
}
