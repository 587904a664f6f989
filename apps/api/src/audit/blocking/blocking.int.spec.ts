import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { testApp } from '../../testing';
import { BlockList } from './block-list';

interface Block {
  id: number;
  network: string;
  reason: string;
  createdBy: string;
  expiresAt: string | null;
}

interface Refusal {
  error: { code: string; request_id: string };
}

describe('blocked addresses', () => {
  const test = testApp();
  const from = (address: string, url = '/api/settings/public') =>
    (test.app satisfies NestFastifyApplication).inject({ method: 'GET', url, remoteAddress: address });

  it('get one answer and nothing else, on every spelling of a route', async () => {
    const { browser, user } = await test.make.admin();
    expect((await from('203.0.113.77')).statusCode).toBe(200);

    const { status, body } = await browser.post<Block>('/api/admin/security/blocked-addresses', {
      network: '203.0.113.77/24',
      reason: 'tries passwords',
    });

    expect(status).toBe(201);
    expect(body).toMatchObject({ network: '203.0.113.0/24', createdBy: user.username, expiresAt: null });
    for (const url of ['/api/settings/public', '/api/health', '/%61pi/settings/public', '/api/admin/users']) {
      const reply = await from('203.0.113.200', url);
      expect(reply.statusCode).toBe(403);
      expect(reply.json<Refusal>().error.code).toBe('address_blocked');
      expect(reply.headers['x-content-type-options']).toBe('nosniff');
    }
    expect((await from('::ffff:203.0.113.5')).statusCode).toBe(403);
    expect((await from('203.0.114.5')).statusCode).toBe(200);

    expect((await browser.delete(`/api/admin/security/blocked-addresses/${body.id}`)).status).toBe(204);
    expect((await from('203.0.113.200')).statusCode).toBe(200);
    expect((await browser.delete(`/api/admin/security/blocked-addresses/${body.id}`)).status).toBe(404);
  });

  it.each([
    ['127.0.0.1', 422, 'would_block_yourself'],
    ['127.0.0.0/8', 422, 'would_block_yourself'],
    ['0.0.0.0/0', 422, 'would_block_yourself'],
    ['128.0.0.0/2', 422, 'network_too_wide'],
    ['2000::/3', 422, 'network_too_wide'],
    ['256.1.1.1', 400, 'validation_failed'],
    ['203.0.113.0/33', 400, 'validation_failed'],
    ['example.com', 400, 'validation_failed'],
    ['fe80::1%eth0', 400, 'validation_failed'],
  ])('refuse %s with %i %s', async (network, status, code) => {
    const { browser } = await test.make.admin();
    const answer = await browser.post<Refusal>('/api/admin/security/blocked-addresses', { network, reason: 'x' });

    expect({ status: answer.status, code: answer.body.error.code }).toEqual({ status, code });
  });

  it('are blocked until they expire, and not twice', async () => {
    const { browser } = await test.make.admin();
    const block = (expiresAt: string) =>
      browser.post<Block & Refusal>('/api/admin/security/blocked-addresses', {
        network: '2001:db8::/32',
        reason: 'x',
        expiresAt,
      });
    expect((await block('2020-01-01T00:00:00Z')).body.error.code).toBe('expiry_passed');

    const { body } = await block(new Date(Date.now() + 3_600_000).toISOString());
    expect((await from('2001:db8::1')).statusCode).toBe(403);
    expect((await block(new Date(Date.now() + 3_600_000).toISOString())).status).toBe(409);

    await test.em.execute(`update blocked_addresses set expires_at = now() + interval '300 milliseconds' where id = ?`, [
      body.id,
    ]);
    await test.app.get(BlockList).reload();
    expect((await from('2001:db8::1')).statusCode).toBe(403);
    await new Promise(resolve => setTimeout(resolve, 400));
    expect((await from('2001:db8::1')).statusCode).toBe(200);
    expect((await browser.get<{ data: Block[] }>('/api/admin/security/blocked-addresses')).body.data).toEqual([]);
    expect((await block(new Date(Date.now() + 3_600_000).toISOString())).status).toBe(201);
  });

  it('are heard of by every process', async () => {
    const { user } = await test.make.admin();
    await test.em.execute(`insert into blocked_addresses (network, reason, created_by) values ('198.51.100.0/24', 'x', ?)`, [
      user.id,
    ]);
    expect((await from('198.51.100.1')).statusCode).toBe(200);

    await test.app.get(BlockList).changed();

    await test.until(() => Promise.resolve(test.app.get(BlockList).isBlocked('198.51.100.1')), 'the list is read anew');
    expect((await from('198.51.100.1')).statusCode).toBe(403);
  });
});
