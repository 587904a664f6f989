import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { isRecord, type Call } from './call';
import type { Fault } from './faults';
import { journalHeaders, type JournalEntry } from './journal';
import { readBody } from './read-body';
import { sendReply } from './send-reply';
import type { Simulator, Surroundings } from './simulator';
import { spoilAnswer, spoilBefore } from './spoil';

/** What a host serves. */
export interface HostOptions {
  readonly port: number;
  readonly host?: string;
  readonly surroundings: Surroundings;
  readonly simulators: readonly Simulator[];
}

/** One HTTP server on loopback that serves simulators by prefix, spoils answers on request and keeps the journal. */
export class HttpHost {
  private readonly server: Server;
  private readonly silenced = new Set<ServerResponse>();
  private address = '';

  private constructor(private readonly options: HostOptions) {
    this.server = createServer((request, response) => void this.handle(request, response));
    this.server.keepAliveTimeout = 30_000;
  }

  static async start(options: HostOptions): Promise<HttpHost> {
    const host = new HttpHost(options);
    await host.listen();
    return host;
  }

  get url(): string {
    return this.address;
  }

  async stop(): Promise<void> {
    for (const response of this.silenced) response.destroy();
    const closed = new Promise<void>(resolve => this.server.close(() => resolve()));
    this.server.closeAllConnections();
    await closed;
  }

  private async listen(): Promise<void> {
    const name = this.options.host ?? '127.0.0.1';
    await new Promise<void>((resolve, reject) => {
      this.server.once('error', reject);
      this.server.listen(this.options.port, name, resolve);
    });
    this.address = `http://${name}:${(this.server.address() as AddressInfo).port}`;
    for (const simulator of this.options.simulators) simulator.servedAt(this.address);
  }

  private async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      const url = new URL(request.url ?? '/', this.address);
      const simulator = this.options.simulators.find(candidate => isBelow(candidate.prefix, url.pathname));
      const rawBody = await readBody(request);
      if (simulator) await this.serve(simulator, callOf(request, url, rawBody, simulator), response);
      else sendReply(response, { status: 404, json: { error: `Nothing is simulated at ${url.pathname}.` } });
    } catch (error) {
      console.error('The sandbox failed to answer', request.method, request.url, error);
      if (!response.headersSent) sendReply(response, { status: 500, json: { error: String(error) } });
      else response.destroy();
    }
  }

  private async serve(simulator: Simulator, call: Call, response: ServerResponse): Promise<void> {
    const startedAt = performance.now();
    const isControl = simulator.name === 'control';
    const fault = isControl ? undefined : this.options.surroundings.faults.take(simulator.name, call.method, call.path);
    const entry = isControl ? undefined : this.options.surroundings.journal.write(entryOf(simulator, call, fault));
    const outcome = await this.outcome(simulator, call, fault, response, entry);
    if (entry) {
      entry.durationMs = Math.round((performance.now() - startedAt) * 10) / 10;
      entry.status = outcome;
    }
  }

  private async outcome(
    simulator: Simulator,
    call: Call,
    fault: Fault | undefined,
    response: ServerResponse,
    entry: JournalEntry | undefined,
  ): Promise<number | null> {
    const silence = () => this.silenced.add(response.once('close', () => this.silenced.delete(response)));
    if (fault && !fault.after) {
      const spoiled = await spoilBefore(fault, simulator, response, silence);
      if (spoiled !== 'continue') return spoiled;
    }
    const { reply, known } = await simulator.answer(call);
    if (call.method !== 'GET') simulator.answered();
    if (entry) {
      entry.unknown = !known;
      entry.reply = reply.json ?? reply.text ?? (reply.html === undefined ? null : '(a page)');
    }
    if (fault?.after) {
      const spoiled = await spoilAnswer(fault, reply, simulator, response, silence);
      if (spoiled !== 'continue') return spoiled;
    }
    sendReply(response, reply);
    return reply.status;
  }
}

function isBelow(prefix: string, pathname: string): boolean {
  return prefix === '' || pathname === prefix || pathname.startsWith(`${prefix}/`);
}

function callOf(request: IncomingMessage, url: URL, rawBody: Buffer, simulator: Simulator): Call {
  const below = url.pathname.slice(simulator.prefix.length).replace(/\/+$/, '');
  const form = request.headers['content-type']?.includes('application/x-www-form-urlencoded') === true;
  return {
    method: request.method ?? 'GET',
    path: below === '' ? '/' : below,
    query: url.searchParams,
    headers: request.headers,
    params: {},
    rawBody,
    body: form ? Object.fromEntries(new URLSearchParams(rawBody.toString('utf8'))) : jsonOf(rawBody),
    base: `http://${request.headers.host ?? url.host}${simulator.prefix}`,
  };
}

function jsonOf(rawBody: Buffer): Record<string, unknown> {
  try {
    const parsed: unknown = JSON.parse(rawBody.toString('utf8'));
    return isRecord(parsed) ? parsed : {};
  } catch {
    return {};
  }
}

function entryOf(simulator: Simulator, call: Call, fault: Fault | undefined): Omit<JournalEntry, 'id' | 'at'> {
  return {
    direction: 'in',
    service: simulator.name,
    method: call.method,
    path: call.path,
    query: Object.fromEntries(call.query),
    headers: journalHeaders(call.headers),
    body: call.rawBody.length === 0 ? null : Object.keys(call.body).length > 0 ? call.body : call.rawBody.toString('utf8'),
    status: null,
    reply: null,
    durationMs: 0,
    fault: fault ? `${fault.fault}${fault.after ? ' (after)' : ''}` : null,
    unknown: false,
  };
}
