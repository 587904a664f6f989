import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A request as the scripted server received it. */
export interface ReceivedRequest {
  readonly method: string;
  /** Path and query as sent. */
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

/** Answers one request; whatever it does with the response, also nothing at all, is what the client has to live with. */
export type Script = (response: ServerResponse, request: ReceivedRequest) => void;

/** A server on loopback that answers from a script, one step a request, and keeps what it was sent. */
export class ScriptedServer {
  readonly requests: ReceivedRequest[] = [];
  private steps: Script[] = [];
  private readonly server: Server;

  private constructor() {
    this.server = createServer((request, response) => void this.answer(request, response));
  }

  static async start(): Promise<ScriptedServer> {
    const scripted = new ScriptedServer();
    await new Promise<void>(resolve => scripted.server.listen(0, '127.0.0.1', resolve));
    return scripted;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** The request that came last. */
  get last(): ReceivedRequest {
    const request = this.requests.at(-1);
    if (!request) throw new Error('Nothing was received.');
    return request;
  }

  /** Replaces what is left of the script and forgets what was received. */
  script(...steps: Script[]): void {
    this.steps = steps;
    this.requests.length = 0;
  }

  stop(): Promise<void> {
    this.server.closeAllConnections();
    return new Promise(resolve => this.server.close(() => resolve()));
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const received = {
      method: request.method ?? '',
      url: request.url ?? '',
      headers: request.headers,
      body: Buffer.concat(chunks).toString('utf8'),
    };
    this.requests.push(received);
    const step = this.steps.shift() ?? reply(599, 'The script is over.');
    step(response, received);
  }
}

/** A step that answers with a status, a body (text as it is, anything else as JSON) and headers. */
export function reply(status: number, body?: unknown, headers: Record<string, string> = {}): Script {
  return response => {
    const text = body === undefined ? '' : typeof body === 'string' ? body : JSON.stringify(body);
    response.writeHead(status, { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers });
    response.end(text);
  };
}

/** A step that never answers. */
export const hang: Script = () => undefined;

/** A step that drops the connection without an answer. */
export const drop: Script = response => void response.socket?.destroy();

/** A step that promises a whole JSON body and drops the connection in the middle of it. */
export const cut: Script = response => {
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': '4096' });
  response.write('{"data":{"id":1,', () => response.socket?.destroy());
};
