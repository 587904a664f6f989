import { Logger, type OnApplicationShutdown } from '@nestjs/common';
import { Redis } from 'ioredis';
import { BudgetStore, type Grant, shareOf, WINDOW_MS } from './budget-store';

const ANSWERS_WITHIN_MS = 250;
/** After a failure the other store is used for so long before Redis is asked again. */
const REST_MS = 5_000;

/**
 * Keeps the budgets in Redis, one counter a minute. While Redis does not answer, the budgets of the database hold; the minute
 * in which that changes may count twice.
 */
export class RedisBudgets extends BudgetStore implements OnApplicationShutdown {
  private readonly log = new Logger(RedisBudgets.name);
  private readonly redis: Redis;
  private restsUntil = 0;

  constructor(
    url: string,
    private readonly fallback: BudgetStore,
    /** Milliseconds after which Redis counts as gone. */
    answersWithinMs = ANSWERS_WITHIN_MS,
  ) {
    super();
    this.redis = new Redis(url, {
      commandTimeout: answersWithinMs,
      connectTimeout: answersWithinMs,
      maxRetriesPerRequest: 0,
      disconnectTimeout: answersWithinMs,
      enableReadyCheck: false,
      lazyConnect: true,
      retryStrategy: tries => Math.min(tries * 200, REST_MS),
    });
    this.redis.on('error', () => undefined);
  }

  async take(subject: string, limit: number, wanted: number): Promise<Grant> {
    if (Date.now() < this.restsUntil) return this.fallback.take(subject, limit, wanted);
    try {
      return await this.takeFromRedis(subject, limit, wanted);
    } catch (error) {
      this.restsUntil = Date.now() + REST_MS;
      this.log.warn({ err: error }, 'Redis does not answer; requests are counted in the database');
      return this.fallback.take(subject, limit, wanted);
    }
  }

  onApplicationShutdown(): void {
    this.redis.disconnect();
  }

  /**
   * Looks what is free, takes a share of it, and gives back what others took in between. The counter is too high for a moment
   * only when the budget has been given out to the last request, so nobody is refused for it and nobody let in.
   */
  private async takeFromRedis(subject: string, limit: number, wanted: number): Promise<Grant> {
    const now = Date.now();
    const minute = Math.floor(now / WINDOW_MS);
    const elapsed = (now % WINDOW_MS) / WINDOW_MS;
    const counter = `skypanel:rate:${subject}:${minute}`;
    const [known, before] = await this.redis.mget(counter, `skypanel:rate:${subject}:${minute - 1}`);
    const previous = Number(before);
    const allowed = Math.max(0, Math.floor(limit - previous * (1 - elapsed)));
    const share = shareOf(allowed - Number(known), wanted);
    const used = share > 0 ? await this.add(counter, share) : Number(known);
    const excess = Math.min(share, Math.max(0, used - allowed));
    if (excess > 0) await this.redis.decrby(counter, excess);
    const granted = share - excess;
    return {
      granted,
      remaining: Math.max(0, allowed - used),
      endsInMs: Math.max(1, Math.ceil((1 - elapsed) * WINDOW_MS)),
      retryInMs: granted > 0 ? 0 : retryInMs(limit, Math.min(used, allowed), previous, elapsed),
    };
  }

  private async add(counter: string, share: number): Promise<number> {
    const [used] = await Promise.all([this.redis.incrby(counter, share), this.redis.pexpire(counter, 2 * WINDOW_MS + REST_MS)]);
    return used;
  }
}

/** When the sliding estimate lets one more request in. */
function retryInMs(limit: number, used: number, previous: number, elapsed: number): number {
  const share =
    used < limit && previous > 0
      ? Math.max(0, 1 - (limit - 1 - used) / previous - elapsed)
      : 1 - elapsed + Math.max(0, 1 - (limit - 1) / Math.max(used, 1));
  return Math.ceil(share * WINDOW_MS);
}
