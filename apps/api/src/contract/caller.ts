import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { request as httpRequest } from 'node:http';
import type { User } from '../auth';
import { problemsWith } from './answer-rules';
import type { Credential } from './principals';
import { isStream, type Route } from './routes';

export interface Question {
  readonly method: string;
  /** As it is sent, without further encoding. */
  readonly url: string;
  readonly route?: Route;
  readonly body?: unknown;
  /** Bytes instead of a body, for what is no JSON. */
  readonly payload?: string | Buffer;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly text: string;
}

/** Collects what was wrong with any answer of a test file, so that every request of it also proves the general rules. */
export class Findings {
  private readonly found = new Set<string>();

  add(problems: readonly string[], where: string): void {
    for (const problem of problems) this.found.add(`${where}: ${problem}`);
  }

  /** Everything found since the last time. */
  take(): string[] {
    const all = [...this.found];
    this.found.clear();
    return all;
  }
}

/** Somebody who calls the API: a guest, a person with a session, or a program with an API key. */
export class Caller {
  private calls = 0;

  constructor(
    readonly name: string,
    private readonly app: NestFastifyApplication,
    private readonly findings: Findings,
    private readonly credential: Credential,
    readonly user: User | null = null,
  ) {}

  /** Opens a new session for a person. */
  renew(): Promise<void> {
    return this.credential.renew();
  }

  /** Asks in process; addresses change, so that limits by address do not end a walk. */
  async ask(question: Question): Promise<Reply> {
    if (question.route && isStream(question.route)) return this.askByWire(question);
    const { method, url, route, body, payload, headers = {} } = question;
    this.calls += 1;
    const answer = await this.app.inject({
      method: method as 'GET',
      url,
      remoteAddress: `10.${this.name.length}.${(this.calls >> 8) & 255}.${this.calls & 255}`,
      headers: {
        ...this.credential.headersFor(route),
        ...(payload !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(payload !== undefined ? { payload } : body !== undefined ? { payload: body as object } : {}),
    });
    return this.inspected(question, { status: answer.statusCode, headers: answer.headers, text: answer.body });
  }

  /** Asks over a real connection, with the path byte for byte as given; a stream is left after its headers. */
  askByWire(question: Question): Promise<Reply> {
    const { method, url, headers = {}, route } = question;
    const { port } = this.app.getHttpServer().address() as { port: number };
    return new Promise((resolve, reject) => {
      const sent = httpRequest({
        port,
        host: '127.0.0.1',
        method,
        path: url,
        headers: { ...this.credential.headersFor(route), ...headers },
      });
      sent.on('response', response => {
        const { statusCode: status = 0 } = response;
        const done = (text: string) => resolve(this.inspected(question, { status, headers: response.headers, text }));
        if (route && isStream(route) && status === 200) {
          response.destroy();
          done('');
          return;
        }
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () => done(Buffer.concat(chunks).toString('latin1')));
      });
      sent.on('error', reject);
      sent.end();
    });
  }

  private inspected({ method, url, route }: Question, reply: Reply): Reply {
    this.findings.add(problemsWith({ ...reply, method, route }), `${this.name} ${method} ${url} -> ${reply.status}`);
    return reply;
  }
}
