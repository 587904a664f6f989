import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable, Logger, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { Client } from 'pg';
import { Subject } from 'rxjs';
import { z } from 'zod';
import { Config } from '../config';
import { UnitsOfWork } from '../database';

const CHANNEL = 'sky_live';
const RECONNECT_AFTER_MS = 1_000;

/**
 * Something that happened, told to every process. `userId` says whose page it concerns, null: staff and processes only.
 * Data are hints (ids), never content: the reader asks for the resource and gets what they may see.
 */
export interface LiveEvent {
  readonly type: string;
  readonly userId: number | null;
  readonly data: Readonly<Record<string, number | string>>;
}

const wire = z.object({
  type: z.string(),
  userId: z.number().int().nullable(),
  data: z.record(z.string(), z.union([z.number(), z.string()])),
});

/** Carries events between processes over PostgreSQL LISTEN/NOTIFY; an event sent in a transaction arrives when it commits. */
@Injectable()
export class LiveHub implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly log = new Logger(LiveHub.name);
  private readonly subject = new Subject<LiveEvent>();
  private client: Client | null = null;
  private isStopping = false;
  /** Hints that wait for the statement that is under way. */
  private readonly hints = new Set<string>();
  private hinting: Promise<void> = Promise.resolve();

  readonly events = this.subject.asObservable();

  constructor(
    private readonly config: Config,
    private readonly em: EntityManager,
    private readonly units: UnitsOfWork,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    await this.listen();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.isStopping = true;
    await this.settled();
    this.subject.complete();
    await this.client?.end();
  }

  /** False while events may be missed; whoever caches what events clear must not cache then. */
  get isListening(): boolean {
    return this.client !== null;
  }

  /** Tells every process; part of the surrounding transaction. */
  async publish(event: LiveEvent): Promise<void> {
    await this.em.execute('select pg_notify(?, ?)', [CHANNEL, JSON.stringify(event)]);
  }

  /**
   * Tells every process soon after the surrounding transaction has ended; for hints that a page can do without, because they are
   * lost when this process dies in between. PostgreSQL lets transactions that notify commit one after the other only, so what
   * happens many times a second must not notify by itself.
   */
  async hint(event: LiveEvent): Promise<void> {
    if (!this.units.whenOver(() => this.send(event))) await this.publish(event);
  }

  /** Resolves when every hint so far is on its way. */
  settled(): Promise<void> {
    return this.hinting;
  }

  private send(event: LiveEvent): void {
    const isFirst = this.hints.size === 0;
    this.hints.add(JSON.stringify(event));
    if (isFirst) this.hinting = this.hinting.then(() => this.sendHints());
  }

  private async sendHints(): Promise<void> {
    const events = [...this.hints];
    this.hints.clear();
    try {
      await this.em
        .fork()
        .execute('select pg_notify(?, event) from jsonb_array_elements_text(?::jsonb) as event', [
          CHANNEL,
          JSON.stringify(events),
        ]);
    } catch (error) {
      this.log.warn({ err: error, events: events.length }, 'hints were lost');
    }
  }

  private async listen(): Promise<void> {
    const client = new Client({
      connectionString: this.config.env.DATABASE_URL,
      keepAlive: true,
      application_name: 'skypanel-live',
    });
    client.on('notification', ({ payload }) => this.receive(payload ?? ''));
    client.on('error', error => this.reconnect(client, error));
    client.on('end', () => this.reconnect(client));
    try {
      await client.connect();
      await client.query(`listen ${CHANNEL}`);
      this.client = client;
      this.subject.next({ type: 'reconnected', userId: null, data: {} });
    } catch (error) {
      this.reconnect(client, error);
    }
  }

  private receive(payload: string): void {
    const parsed = wire.safeParse(JSON.parse(payload));
    if (parsed.success) this.subject.next(parsed.data);
  }

  private reconnect(client: Client, error?: unknown): void {
    if (this.isStopping || (this.client !== null && this.client !== client)) return;
    if (error) this.log.warn({ err: error }, 'live connection lost');
    this.client = null;
    client.removeAllListeners().on('error', () => undefined);
    setTimeout(() => void this.listen(), RECONNECT_AFTER_MS).unref();
  }
}
