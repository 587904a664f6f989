import type { z } from 'zod';

import { CallGuard, type GuardLimits, ShortMemory, UpstreamHttp, type UpstreamReply } from '../http';
import { addressOf, type Address, type Call, type CallArguments } from './call';
import { fieldsOf, readNoticing } from './canary/noticing';
import { type Surprise, surpriseOf } from './canary/surprise';
import { dataOf, pageOf } from './fields';
import type { VirtFusionObserver } from './observer';
import { type Operation } from './operations';
import { outcomeOf } from './outcome';
import { GUARD_LIMITS, keptMs } from './protection';
import { isForeign, successOf } from './refusal';

export interface VirtFusionClientOptions {
  /** The panel's address, with or without `/api/v1`. */
  readonly url: string;
  readonly token: string;
  readonly timeoutMs?: number;
  readonly observer?: VirtFusionObserver;
  /** How much is asked at a time, and when nobody asks any more; the defaults suit a panel with some hundred servers. */
  readonly limits?: Partial<GuardLimits>;
}

/** What all views of one client share. */
interface Shared {
  readonly http: UpstreamHttp;
  readonly guard: CallGuard;
  readonly memory: ShortMemory<UpstreamReply>;
}

const DEFAULT_TIMEOUT_MS = 10_000;
/** The most VirtFusion gives on one page. */
const ROWS_PER_PAGE = 200;

/** Sends operations and reads their answers: guarded, observed, nothing believed. */
export class Transport {
  /** Without the API's path; addresses for people begin with it. */
  readonly panelUrl: string;
  private readonly shared: Shared;

  constructor(
    private readonly options: VirtFusionClientOptions,
    readonly groupId: number | null = null,
    shared?: Shared,
  ) {
    this.panelUrl = options.url.replace(/\/+$/, '').replace(/\/api\/v1$/, '');
    this.shared = shared ?? {
      http: new UpstreamHttp({ system: 'VirtFusion', baseUrl: `${this.panelUrl}/api/v1`, secrets: [options.token] }),
      guard: new CallGuard({ ...GUARD_LIMITS, ...options.limits }),
      memory: new ShortMemory(),
    };
  }

  get guard(): CallGuard {
    return this.shared.guard;
  }

  within(timeoutMs: number): Transport {
    return new Transport({ ...this.options, timeoutMs }, this.groupId, this.shared);
  }

  forGroup(groupId: number | null): Transport {
    return new Transport(this.options, groupId, this.shared);
  }

  /** What sits under `data`. */
  async data<One extends Operation, Parsed>(operation: One, schema: z.ZodType<Parsed>, ...[call]: CallArguments<One>) {
    return this.believe(operation, await this.reply(operation, call), dataOf(schema));
  }

  /** The whole answer, which a few operations give without an envelope. */
  async whole<One extends Operation, Parsed>(operation: One, schema: z.ZodType<Parsed>, ...[call]: CallArguments<One>) {
    return this.believe(operation, await this.reply(operation, call), schema);
  }

  /** For operations that answer with nothing worth reading. */
  async carryOut<One extends Operation>(operation: One, ...[call]: CallArguments<One>): Promise<void> {
    await this.reply(operation, call);
  }

  /** One page of a list. */
  async page<One extends Operation, Row>(
    operation: One,
    row: z.ZodType<Row>,
    page: number,
    results: number,
    ...[call]: CallArguments<One>
  ) {
    const { params, query }: Call = call ?? {};
    const reply = await this.reply(operation, { params, query: { ...query, results, page } });
    return this.believe(operation, reply, pageOf(row));
  }

  /** Every row of a list, page by page. */
  async *rows<One extends Operation, Row>(operation: One, row: z.ZodType<Row>, ...call: CallArguments<One>): AsyncGenerator<Row> {
    for (let page = 1, lastPage = 1; page <= lastPage; page++) {
      const found = await this.page(operation, row, page, ROWS_PER_PAGE, ...call);
      yield* found.rows;
      lastPage = found.lastPage;
    }
  }

  /** Reads an answer; what is not as known is told as a surprise. */
  read<Parsed>(operation: Operation, reply: UpstreamReply, schema: z.ZodType<Parsed>): z.ZodSafeParseResult<Parsed> {
    const { read, noticed } = readNoticing(schema, reply.json);
    if (!read.success && reply.json === undefined) this.tell(surpriseOf(operation, 'not_json', reply.status, []));
    else if (!read.success) this.tell(surpriseOf(operation, 'shape', reply.status, fieldsOf(read.error.issues, reply.json)));
    else if (noticed.length > 0) this.tell(surpriseOf(operation, 'value', reply.status, noticed));
    return read;
  }

  /** An answer with success; anything else is thrown. */
  async reply(operation: Operation, call: Call = {}): Promise<UpstreamReply> {
    const address = addressOf(operation, call.params);
    const endsAt = Date.now() + (this.options.timeoutMs ?? DEFAULT_TIMEOUT_MS);
    const send = () => this.send(operation, address, call, endsAt);
    if (address.method === 'GET') {
      const key = `${this.groupId} ${address.path} ${JSON.stringify(call.query ?? {})}`;
      return this.shared.memory.ask(key, { keepMs: keptMs(operation), endsAt }, send);
    }
    this.shared.memory.forget();
    return send().finally(() => this.shared.memory.forget());
  }

  private believe<Parsed>(operation: Operation, reply: UpstreamReply, schema: z.ZodType<Parsed>): Parsed {
    const read = this.read(operation, reply, schema);
    if (read.success) return read.data;
    throw reply.misshapen(read.error);
  }

  private async send(
    operation: Operation,
    { method, path }: Address,
    { query, body }: Call,
    endsAt: number,
  ): Promise<UpstreamReply> {
    const { http, guard } = this.shared;
    const headers = {
      authorization: `Bearer ${this.options.token}`,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    };
    const text = body === undefined || typeof body === 'string' ? body : JSON.stringify(body);
    const startedAt = performance.now();
    const failure = { system: http.system, method, path, status: null, reason: '' };
    const end = (error?: unknown) => {
      const milliseconds = Math.round(performance.now() - startedAt);
      this.observe(observer => observer.onCall?.({ operation, groupId: this.groupId, outcome: outcomeOf(error), milliseconds }));
    };
    try {
      const reply = await guard.run({ groupId: this.groupId, endsAt, failure }, async timeoutMs => {
        const answer = await http.exchange({ method, path, query, headers, body: text, timeoutMs });
        guard.heed(answer.status, answer.headers);
        if (answer.isSuccess && isForeign(answer)) this.tell(surpriseOf(operation, 'not_json', answer.status, []));
        return successOf(operation, answer);
      });
      end();
      return reply;
    } catch (error) {
      end(error);
      throw error;
    }
  }

  private tell(surprise: Surprise): void {
    this.observe(observer => observer.onSurprise?.(surprise));
  }

  /** Whoever watches must not be able to break what it watches. */
  private observe(act: (observer: VirtFusionObserver) => void): void {
    try {
      if (this.options.observer) act(this.options.observer);
    } catch {
      // The observer's own business; there is nobody here to tell.
    }
  }
}
