// Stands between PayPal and the product: delivers webhooks once, ten times, reversed, late, or never.
import { createServer } from 'node:http';

const ANSWER_WITHIN_MS = 10_000;
/** Said about one connection, not about the letter. */
const HOP_BY_HOP = new Set(['host', 'connection', 'content-length', 'transfer-encoding']);

export class PostOffice {
  #server;
  #kept = [];
  /** How post is treated: `as it comes`, `ten times`, `reversed`, `late` or `never`. */
  mode = 'as it comes';

  static async open(replicas) {
    const office = new PostOffice();
    office.replicas = replicas;
    office.#server = createServer((request, reply) => {
      const chunks = [];
      request.on('data', chunk => chunks.push(chunk));
      request.on('end', () => {
        void office
          .#treat({ headers: request.headers, body: Buffer.concat(chunks) })
          .then(status => reply.writeHead(status).end());
      });
    });
    await new Promise(resolve => office.#server.listen(0, '127.0.0.1', resolve));
    office.url = `http://127.0.0.1:${office.#server.address().port}`;
    return office;
  }

  /** Answers 200 for what it takes over itself, as an intermediary that loses post would. */
  async #treat(letter) {
    if (this.mode === 'as it comes') return this.#deliver(letter);
    if (this.mode === 'ten times') {
      const statuses = await Promise.all(Array.from({ length: 10 }, () => this.#deliver(letter)));
      return statuses.find(status => status < 300) ?? statuses[0];
    }
    if (this.mode !== 'never') this.#kept.push(letter);
    return 200;
  }

  /** Delivers what was kept, the newest first, until each is taken. */
  async release() {
    const kept = this.#kept.reverse();
    this.#kept = [];
    this.mode = 'as it comes';
    for (const letter of kept) for (let tries = 0; tries < 5; tries++) if ((await this.#deliver(letter)) < 300) break;
  }

  async #deliver({ headers, body }) {
    const others = Object.fromEntries(Object.entries(headers).filter(([name]) => !HOP_BY_HOP.has(name)));
    try {
      const signal = AbortSignal.timeout(ANSWER_WITHIN_MS);
      const url = `${this.replicas.any().url}/api/billing/paypal/webhook`;
      const answer = await fetch(url, { method: 'POST', headers: others, body: new Uint8Array(body), signal });
      await answer.arrayBuffer();
      return answer.status;
    } catch {
      return 502;
    }
  }

  close() {
    this.#server.closeAllConnections();
    return new Promise(resolve => this.#server.close(resolve));
  }
}
