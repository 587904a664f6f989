import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Config } from '../config';

/**
 * Business time: what is billed, due or forecast. Equal to real time, unless the test clock is on and has been moved.
 * Security (tokens, sessions, attempts) uses real time and never asks this clock.
 */
@Injectable()
export class Clock implements OnModuleInit {
  private offsetMs = 0;

  constructor(
    private readonly config: Config,
    private readonly em: EntityManager,
  ) {}

  async onModuleInit(): Promise<void> {
    await this.synchronise();
  }

  now(): Date {
    return new Date(Date.now() + this.offsetMs);
  }

  get isMovable(): boolean {
    return this.config.env.TEST_CLOCK;
  }

  /** How far business time is ahead of real time, in hours. */
  get offsetHours(): number {
    return this.offsetMs / 3_600_000;
  }

  /** Moves business time for every process; `test_clock` keeps the offset, the live channel tells the others. */
  async advance(hours: number): Promise<Date> {
    return this.setOffset(this.offsetHours + hours);
  }

  /** Sets business time to so many hours ahead of (or, negative, behind) real time. */
  async setOffset(hours: number): Promise<Date> {
    if (!this.isMovable) throw new Error('Business time can only be moved with TEST_CLOCK=true');
    await this.em.execute(
      `insert into test_clock (id, offset_ms) values (1, ?) on conflict (id) do update set offset_ms = excluded.offset_ms`,
      [Math.round(hours * 3_600_000)],
    );
    await this.synchronise();
    return this.now();
  }

  /** Reads the offset that another process may have changed. */
  async synchronise(): Promise<void> {
    if (!this.isMovable) return;
    const [row] = await this.em.execute<{ offset_ms: string }[]>('select offset_ms from test_clock where id = 1');
    this.offsetMs = Number(row?.offset_ms ?? 0);
  }
}
