import { randomInt } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Surroundings } from '../kit/simulator';
import { paypalId } from './ids';
import type { PayPalLedger } from './ledger';
import type { EventRow } from './model';
import { signTransmission, type SigningIdentity } from './signing';
import { paypalTime } from './views';

/** Waits between tries: some quick ones, then slower, as long as PayPal would bother. */
export const RETRY_DELAYS_MS: readonly number[] = [250, 1_000, 2_000, 5_000, 15_000, 30_000, ...Array<number>(19).fill(60_000)];
const TRY_TIMEOUT_MS = 10_000;

/** What is told, before it becomes an event. */
export interface News {
  readonly type: string;
  readonly resourceType: string;
  readonly resourceVersion?: string;
  readonly summary: string;
  readonly resource: unknown;
}

/** Which events to send again. */
export interface ReplayRequest {
  readonly eventId?: string | undefined;
  /** So many of the newest. */
  readonly last?: number | undefined;
  readonly times?: number | undefined;
  readonly shuffle?: boolean | undefined;
}

interface WebhookSetting {
  readonly webhookId: string;
  readonly retryDelaysMs: readonly number[];
  readonly identity: () => SigningIdentity;
  readonly base: () => string;
  readonly changed: () => void;
}

/** Tells the merchant what happened: signed, again until it answers 2xx, and once more on request. */
export class Webhooks {
  /** Where the merchant listens; nothing is sent without it. */
  url: string | undefined;
  private readonly firstTries = new Set<Promise<unknown>>();
  private readonly stopping = new AbortController();

  constructor(
    private readonly ledger: PayPalLedger,
    private readonly surroundings: Surroundings,
    private readonly setting: WebhookSetting,
  ) {}

  /** Makes an event and begins to deliver it; resolves after the first try. */
  async tell(news: News): Promise<void> {
    const event = this.record(news);
    this.setting.changed();
    if (!event.isWanted) return;
    await this.track(this.attempt(event));
    if (!event.isDelivered) void this.keepTrying(event);
  }

  /** Goes on with what was not delivered before a restart. */
  resume(): void {
    for (const event of this.ledger.events.values()) if (event.isWanted && !event.isDelivered) void this.keepTrying(event);
  }

  async replay({
    eventId,
    last,
    times = 1,
    shuffle = false,
  }: ReplayRequest): Promise<{ eventId: string; status: number | null }[]> {
    const all = [...this.ledger.events.values()];
    const chosen = eventId === undefined ? all.slice(-(last ?? 1)) : all.filter(event => event.id === eventId);
    const queue = Array.from({ length: times }, () => chosen).flat();
    if (shuffle) shuffleInPlace(queue);
    const results: { eventId: string; status: number | null }[] = [];
    for (const event of queue) results.push({ eventId: event.id, status: await this.attempt(event) });
    return results;
  }

  /** Resolves when no first try is under way. */
  async settled(): Promise<void> {
    while (this.firstTries.size > 0) await Promise.allSettled([...this.firstTries]);
  }

  stop(): void {
    this.stopping.abort();
  }

  private record({ type, resourceType, resourceVersion = '2.0', summary, resource }: News): EventRow {
    const id = `WH-${paypalId()}-${paypalId()}`;
    const createdAt = this.surroundings.clock.now();
    const href = `${this.setting.base()}/v1/notifications/webhooks-events/${id}`;
    const links = [
      { href, rel: 'self', method: 'GET' },
      { href: `${href}/resend`, rel: 'resend', method: 'POST' },
    ];
    const body = JSON.stringify({
      ...{
        id,
        event_version: '1.0',
        create_time: paypalTime(createdAt),
        resource_type: resourceType,
        resource_version: resourceVersion,
      },
      ...{ event_type: type, summary, resource, links },
    });
    const event: EventRow = { id, type, body, createdAt, isWanted: this.url !== undefined, tries: [], isDelivered: false };
    this.ledger.events.set(id, event);
    return event;
  }

  private async keepTrying(event: EventRow): Promise<void> {
    for (const delay of this.setting.retryDelaysMs.slice(Math.max(0, event.tries.length - 1))) {
      try {
        await sleep(delay, undefined, { ref: false, signal: this.stopping.signal });
      } catch {
        return;
      }
      if (event.isDelivered || !this.ledger.events.has(event.id)) return;
      await this.attempt(event);
      if (event.isDelivered) return;
    }
  }

  private async attempt(event: EventRow): Promise<number | null> {
    if (this.url === undefined || this.stopping.signal.aborted) return null;
    const certificateUrl = `${this.setting.base()}/v1/notifications/certs/${this.setting.identity().certificateId}`;
    const body = Buffer.from(event.body, 'utf8');
    const signed = signTransmission(this.setting.identity(), { body, webhookId: this.setting.webhookId, certificateUrl });
    const headers = { 'content-type': 'application/json', 'user-agent': 'PayPal/AUHD-1.0-1', ...signed };
    const startedAt = performance.now();
    const { status, error } = await post(this.url, headers, body, this.stopping.signal);
    event.tries.push({ at: Date.now(), status, error });
    if (status !== null && status >= 200 && status < 300) event.isDelivered = true;
    this.surroundings.journal.write({
      ...{
        direction: 'out',
        service: 'paypal',
        method: 'POST',
        path: this.url,
        query: {},
        headers,
        body: JSON.parse(event.body) as unknown,
      },
      ...{ status, reply: error, durationMs: Math.round(performance.now() - startedAt), fault: null, unknown: false },
    });
    this.setting.changed();
    return status;
  }

  private track<Value>(work: Promise<Value>): Promise<Value> {
    this.firstTries.add(work);
    return work.finally(() => this.firstTries.delete(work));
  }
}

async function post(
  url: string,
  headers: Record<string, string>,
  body: Buffer,
  stopping: AbortSignal,
): Promise<{ status: number | null; error: string | null }> {
  try {
    const signal = AbortSignal.any([AbortSignal.timeout(TRY_TIMEOUT_MS), stopping]);
    const answer = await fetch(url, { method: 'POST', headers, body: new Uint8Array(body), redirect: 'manual', signal });
    await answer.arrayBuffer();
    return { status: answer.status, error: null };
  } catch (error) {
    return { status: null, error: String((error as Error).cause ?? error) };
  }
}

function shuffleInPlace(items: unknown[]): void {
  for (let index = items.length - 1; index > 0; index -= 1) {
    const other = randomInt(index + 1);
    [items[index], items[other]] = [items[other], items[index]];
  }
}
