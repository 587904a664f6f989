import { DiscoveryService } from '@nestjs/core';
import { testApp } from '../../testing';
import type { Config } from '../config';
import { Jobs } from './jobs';
import { Queue } from './queue';
import { Worker } from './worker';

/** More than the hands of a topic take before anything but a next look makes them go on. */
const MANY = 60;

describe(Worker, () => {
  const test = testApp();

  const waiting = async () => {
    const [row] = await test.em.execute<{ count: number }[]>(
      `select count(*)::int as count from jobs.job where name = 'server.observe' and state < 'completed'`,
    );
    return row?.count ?? 0;
  };

  it('goes from job to job while there are any', async () => {
    const queue = test.app.get(Queue);
    const config = { has: () => true, env: { NODE_ENV: 'production' } } as unknown as Config;
    await new Worker(config, queue, test.app.get(DiscoveryService)).onApplicationBootstrap();
    await test.em.transactional(async () => {
      for (let id = 1; id <= MANY; id += 1)
        await test.app.get(Jobs).add('server.observe', { serverId: 900_000 + id }, { singletonKey: String(id) });
    });
    expect(await waiting()).toBeGreaterThan(0);
    while ((await waiting()) > 0) await new Promise(resolve => setTimeout(resolve, 100));
  }, 60_000);
});
