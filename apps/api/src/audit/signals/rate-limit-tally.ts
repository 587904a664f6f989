import { EntityManager } from '@mikro-orm/postgresql';
import { type BeforeApplicationShutdown, Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import type { FastifyInstance } from 'fastify';
import { AuditLog } from '../log/audit-log';

const FLUSH_EVERY_MS = 10_000;
/** A flood from more addresses is told by these. */
const MOST_ADDRESSES = 5_000;
const RATE_LIMITED = 429;

/** Counts answers that told somebody to slow down, and writes one entry an address every few seconds: a flood must not fill the log. */
@Injectable()
export class RateLimitTally implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly log = new Logger(RateLimitTally.name);
  private counts = new Map<string, number>();
  private timer?: NodeJS.Timeout;

  constructor(
    private readonly em: EntityManager,
    private readonly audit: AuditLog,
  ) {}

  /** Counts what the API answers from now on. */
  watch(fastify: FastifyInstance): void {
    fastify.addHook('onResponse', (request, reply, done) => {
      if (reply.statusCode === RATE_LIMITED) this.count(request.ip);
      done();
    });
  }

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => {
      this.flush().catch((error: unknown) => this.log.error({ err: error }, 'rate-limited requests could not be recorded'));
    }, FLUSH_EVERY_MS).unref();
  }

  async beforeApplicationShutdown(): Promise<void> {
    clearInterval(this.timer);
    await this.flush();
  }

  /** Writes down what was counted. */
  async flush(): Promise<void> {
    const { counts } = this;
    this.counts = new Map();
    if (counts.size === 0) return;
    await this.em.transactional(async () => {
      for (const [address, requests] of counts)
        await this.audit.record({ action: 'access.rate-limited', outcome: 'refused', address, details: { requests } });
    });
  }

  private count(address: string): void {
    if (this.counts.size < MOST_ADDRESSES || this.counts.has(address))
      this.counts.set(address, (this.counts.get(address) ?? 0) + 1);
  }
}
