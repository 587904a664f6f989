import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { TooManyRequestsError } from '@api/platform';

export interface AttemptLimit {
  /** So many are free; each further one doubles the wait. */
  readonly free: number;
  readonly longestWaitSeconds: number;
  /** After so long without an attempt the count starts again. */
  readonly forgetAfterSeconds: number;
}

/** Counts attempts on something guessable, for all processes together, and makes whoever goes on wait longer and longer. */
@Injectable()
export class AttemptCounter {
  constructor(private readonly em: EntityManager) {}

  /** Counts an attempt before it is made; throws when it may not be made yet. */
  async count(key: string, limit: AttemptLimit): Promise<void> {
    const [row] = await this.em.fork().execute<{ wait: number | null }[]>(
      `insert into counted_attempts as c (key, failures, last_at) values (?, 1, now())
       on conflict (key) do update set
         failures = case when c.last_at < now() - make_interval(secs => ?) then 1 when c.blocked_until > now() then c.failures else c.failures + 1 end,
         last_at = now(),
         blocked_until = case
           when c.last_at < now() - make_interval(secs => ?) then null
           when c.blocked_until > now() then c.blocked_until
           when c.failures + 1 > ? then now() + make_interval(secs => least(?, power(2, least(c.failures + 1 - ?, 20))))
         end
       returning ceil(extract(epoch from blocked_until - now()))::int as wait`,
      [key, limit.forgetAfterSeconds, limit.forgetAfterSeconds, limit.free, limit.longestWaitSeconds, limit.free],
    );
    if (row?.wait && row.wait > 0)
      throw new TooManyRequestsError('too_many_attempts', `Too many attempts. Try again in ${row.wait} seconds.`, row.wait);
  }

  /** Takes one attempt back: it was no guess. The others stay, so that a success of one's own does not wash guesses away. */
  async forgive(key: string): Promise<void> {
    await this.em.fork().execute('update counted_attempts set failures = greatest(failures - 1, 0) where key = ?', [key]);
  }

  /** Forgets the attempts after a success. */
  async forget(key: string): Promise<void> {
    await this.em.fork().execute('delete from counted_attempts where key = ?', [key]);
  }
}
