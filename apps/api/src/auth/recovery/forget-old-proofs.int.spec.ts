import { testApp } from '../../testing';
import { ForgetOldProofsHandler } from './forget-old-proofs.handler';

describe('links and browsers of long ago', () => {
  const test = testApp();

  it('are forgotten, and those of today are not', async () => {
    const ada = await test.make.customer();
    await test.em.execute(
      `insert into password_resets (user_id, purpose, link_hash, code_hash, created_at, expires_at)
       select ?, 'recovery', 'link' || days, 'code', now() - make_interval(days => days), now() - make_interval(days => days)
       from unnest(array[1, 31]) as days`,
      [ada.user.id],
    );
    await test.em.execute(
      `insert into known_devices (user_id, device_hash, user_agent, address, first_seen_at, last_seen_at)
       select ?, 'device' || number, 'script', '', now(), now() - make_interval(mins => number) from generate_series(1, 150) as number`,
      [ada.user.id],
    );
    await test.app.get(ForgetOldProofsHandler).handle();
    const [left] = await test.em.execute<object[]>(
      `select (select array_agg(link_hash) from password_resets where user_id = ?) as links,
         (select count(*)::int from known_devices where user_id = ?) as devices,
         exists (select from known_devices where user_id = ? and device_hash = 'device1') as newest`,
      [ada.user.id, ada.user.id, ada.user.id],
    );
    expect(left).toEqual({ links: ['link1'], devices: 100, newest: true });
  });
});
