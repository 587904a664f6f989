import { drop, hang, reply, ScriptedServer, type Script } from '../testing/scripted-server';
import { UpstreamUnreachable } from '../upstream';
import { AccessToken } from './access-token';
import { PayPalHttpClient } from './client';
import type { PayPal } from './paypal';

const token = (value = 'A21AA-first', seconds = 32_400): Script =>
  reply(200, { access_token: value, token_type: 'Bearer', expires_in: seconds, scope: '' });

const answer = reply(200, { id: 'A', status: 'COMPLETED', links: [] });

describe(AccessToken, () => {
  let api: ScriptedServer;
  let paypal: PayPal;

  beforeAll(async () => {
    api = await ScriptedServer.start();
  });
  afterAll(() => api.stop());
  beforeEach(() => {
    paypal = new PayPalHttpClient({
      apiBase: `${api.url}/paypal`,
      clientId: 'client',
      clientSecret: 'client-secret',
      timeoutMs: 300,
    });
  });

  it('is fetched once for all who ask at the same time, and kept', async () => {
    api.script(token(), answer, answer, answer);

    await Promise.all([paypal.order('A'), paypal.within(250).order('B')]);
    await paypal.order('C');

    expect(api.requests.filter(request => request.url === '/paypal/v1/oauth2/token')).toHaveLength(1);
    expect(api.last.headers.authorization).toBe('Bearer A21AA-first');
    expect(api.requests[0]?.headers.authorization).toBe(`Basic ${Buffer.from('client:client-secret').toString('base64')}`);
    expect(api.requests[0]?.body).toBe('grant_type=client_credentials');
  });

  it('is renewed before it ends', async () => {
    api.script(token('short', 30), answer, token('next'), answer);

    await paypal.order('A');
    await paypal.order('A');

    expect(api.last.headers.authorization).toBe('Bearer next');
  });

  it('is renewed once when PayPal does not accept it any more', async () => {
    const expired = reply(401, { error: 'invalid_token', error_description: 'Token signature verification failed' });
    api.script(token(), expired, token('second'), answer, expired, token('third'), expired);

    expect(await paypal.order('A')).toMatchObject({ status: 'COMPLETED' });
    await expect(paypal.order('A')).rejects.toMatchObject({ status: 401, issue: 'invalid_token', outcome: 'refused' });
  });

  it('says whose fault it is when the credentials are wrong', async () => {
    api.script(reply(401, { error: 'invalid_client', error_description: 'Client Authentication failed' }));

    await expect(paypal.refundCapture({ requestId: 'refund-1', captureId: 'C' })).rejects.toMatchObject({
      path: '/v1/oauth2/token',
      reason: 'invalid_client: Client Authentication failed',
      outcome: 'refused',
    });
  });

  it.each<[string, Script]>([
    ['a time-out', hang],
    ['a lost connection', drop],
    ['a fault', reply(500)],
    ['garbage', reply(200, 'ok')],
  ])('proves that nothing was asked when it cannot be had because of %s', async (_name, script) => {
    api.script(script);

    await expect(paypal.captureOrder({ orderId: 'A', requestId: 'capture-1' })).rejects.toBeInstanceOf(UpstreamUnreachable);
    expect(api.requests).toHaveLength(1);
  });

  it('is tried again after it could not be had', async () => {
    api.script(drop, token(), answer);

    await expect(paypal.order('A')).rejects.toBeInstanceOf(UpstreamUnreachable);
    expect(await paypal.order('A')).toMatchObject({ orderId: 'A' });
  });
});
