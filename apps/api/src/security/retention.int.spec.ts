import { Jobs } from '../platform';
import { testApp } from '../testing';

/** More rows than a statement of PostgreSQL can have parameters. */
const ROWS = 200_000;

describe('what is kept for some days only', () => {
  const test = testApp();

  it('is forgotten in one night, however much an attack has left', async () => {
    await test.em.execute(
      `insert into counted_attempts (key, failures, last_at) select 'sign-in-from:' || n, 1, now() - interval '3 days' from generate_series(1, ?) n`,
      [ROWS],
    );
    await test.em.execute(`insert into counted_attempts (key, failures, last_at) values ('sign-in-from:fresh', 1, now())`);
    await test.app.get(Jobs).add('auth.forget-old-attempts', {}, { singletonKey: 'night' });
    await test.runDueJobs();
    expect(await test.em.execute('select key from counted_attempts')).toEqual([{ key: 'sign-in-from:fresh' }]);
  }, 60_000);
});
