import { EntityManager } from '@mikro-orm/postgresql';
import { type BeforeApplicationShutdown, Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { type AuthenticatedRequest, Config, Jobs } from '@api/platform';
import { plainAddress } from '../networks';
import { UseTally } from './use-tally';

declare module '@api/platform/jobs/topics' {
  interface JobTopics {
    /** API keys were used: the rules look at what is new. */
    'auth.check-key-use': Record<string, never>;
  }
}

const FLUSH_EVERY_MS = 10_000;

/**
 * Counts what keys are used for: in memory with each answer, in the database every ten seconds and at the end of the process.
 * A crash loses at most ten seconds of counts and nothing else.
 */
@Injectable()
export class KeyUse implements OnModuleInit, BeforeApplicationShutdown {
  private readonly log = new Logger(KeyUse.name);
  private readonly keys = new WeakMap<FastifyRequest, number>();
  private tally = new UseTally();
  private timer?: NodeJS.Timeout;

  constructor(
    private readonly em: EntityManager,
    private readonly jobs: Jobs,
    private readonly config: Config,
    private readonly host: HttpAdapterHost,
  ) {}

  onModuleInit(): void {
    const fastify = this.host.httpAdapter?.getInstance<FastifyInstance | undefined>();
    fastify?.addHook('onResponse', (request, reply, done) => {
      const keyId = this.keys.get(request);
      if (keyId !== undefined)
        this.tally.add({
          keyId,
          method: request.method,
          route: request.routeOptions.url ?? 'unknown',
          status: reply.statusCode,
          address: plainAddress(request.ip),
          isAuthenticated: (request as AuthenticatedRequest).user !== undefined,
        });
      done();
    });
    if (!fastify || this.config.env.NODE_ENV === 'test') return;
    this.timer = setInterval(() => void this.tryToFlush(), FLUSH_EVERY_MS).unref();
  }

  async beforeApplicationShutdown(): Promise<void> {
    clearInterval(this.timer);
    await this.tryToFlush();
  }

  /** Says with which key a request came; it is counted when it has been answered. */
  begin(request: FastifyRequest, keyId: number): void {
    this.keys.set(request, keyId);
  }

  /** Writes the counts since the last time, in one statement, and has the rules look at them. */
  async flush(): Promise<void> {
    if (this.tally.isEmpty) return;
    const taken = this.tally;
    this.tally = new UseTally();
    try {
      await this.em.transactional(async em => {
        await em.execute(FLUSH, [JSON.stringify(taken.uses), JSON.stringify(taken.addresses)]);
        await this.jobs.add('auth.check-key-use', {}, { singletonKey: 'check' });
      });
    } catch (error) {
      this.tally.addAll(taken);
      throw error;
    }
  }

  private async tryToFlush(): Promise<void> {
    await this.flush().catch((error: unknown) => this.log.warn({ err: error }, 'the use of API keys could not be written'));
  }
}

/** A country has many more addresses than a provider has networks: /16 for IPv4, /32 for IPv6 tell "elsewhere" well enough. */
const NETWORK = `network(set_masklen(a.address::inet, case family(a.address::inet) when 4 then 16 else 32 end))::cidr`;

const FLUSH = `
  with used as (
    select * from jsonb_to_recordset(?::jsonb)
      as u ("keyId" int, day date, slot timestamptz, method text, route text, requests int, refusals int, limited int)
  ), seen as (
    select * from jsonb_to_recordset(?::jsonb) as a ("keyId" int, address text, at timestamptz)
  ), counted as (
    insert into api_key_use as c (key_id, day, method, route, requests, refusals, limited)
    select "keyId", day, method, route, sum(requests), sum(refusals), sum(limited) from used group by 1, 2, 3, 4 order by 1, 2, 3, 4
    on conflict (key_id, day, method, route) do update
      set requests = c.requests + excluded.requests, refusals = c.refusals + excluded.refusals, limited = c.limited + excluded.limited
  ), refused as (
    insert into api_key_refusals as c (key_id, slot, refusals)
    select "keyId", slot, sum(refusals) from used where refusals > 0 group by 1, 2 order by 1, 2
    on conflict (key_id, slot) do update set refusals = c.refusals + excluded.refusals
  ), networks as (
    insert into api_key_networks (key_id, network, first_seen_at)
    select a."keyId", ${NETWORK}, min(a.at) from seen a group by 1, 2 order by 1, 2
    on conflict do nothing
  )
  update api_keys k set last_used_at = s.at, last_address = s.address
  from (select distinct on ("keyId") "keyId", at, address from seen order by "keyId", at desc) s
  where k.id = s."keyId" and (k.last_used_at is null or k.last_used_at < s.at)`;
