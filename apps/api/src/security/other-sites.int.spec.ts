import { digestOf, TRACES } from '../contract/database-digest';
import { nameOf, routesOf } from '../contract/routes';
import { PASSWORD, testApp } from '../testing';
import { Visitor } from './visitor';

const PUBLIC_HOST = '127.0.0.1:3000';
/** Origins that look like ours to a comparison by beginning, end or case, and those of pages without one. */
const ORIGINS = [
  ...['null', 'https://evil.test', `http://${PUBLIC_HOST}.evil.test`, `http://evil${PUBLIC_HOST}`, 'http://127.0.0.1:3001'],
  ...[
    'http://127.0.0.1',
    'http://localhost:3000',
    `http://evil.test/?${PUBLIC_HOST}`,
    `http://${PUBLIC_HOST}@evil.test`,
    'file://',
  ],
];

describe('pages of other sites', () => {
  const test = testApp({ listen: true, env: { REQUESTS_PER_MINUTE: '10000000' } });
  let visitor: Visitor;

  beforeAll(async () => {
    const { user } = await test.make.customer({ credit: '20.00' });
    visitor = await new Visitor(test.url).signIn(user.username, PASSWORD);
  });

  const writes = () =>
    routesOf(test.app).filter(
      ({ method, operation }) => method !== 'GET' && operation !== undefined && operation !== 'receivePaypalWebhook',
    );
  const pathOf = (path: string) => path.replace(/:\w+/g, '1');

  it.each(ORIGINS)('have no effect when their origin is %s', async origin => {
    const before = await digestOf(test.em, TRACES);
    const done: string[] = [];
    for (const route of writes()) {
      const { status, text } = await visitor.ask(pathOf(route.path), { method: route.method, body: {}, headers: { origin } });
      if (status !== 403 || !text.includes('csrf_failed')) done.push(`${nameOf(route)} -> ${status}`);
    }
    expect(done).toEqual([]);
    expect(await digestOf(test.em, TRACES)).toEqual(before);
  });

  it('have no effect when the browser only tells that the request crossed sites', async () => {
    for (const route of writes()) {
      const headers = { 'sec-fetch-site': 'cross-site' };
      expect((await visitor.ask(pathOf(route.path), { method: route.method, headers })).status).toBe(403);
    }
  });

  it.each([
    ['a form', 'application/x-www-form-urlencoded', 'fullName=Mallory&amount=10.00'],
    [
      'a form with files',
      'multipart/form-data; boundary=x',
      '--x\r\ncontent-disposition: form-data; name="fullName"\r\n\r\nM\r\n--x--',
    ],
    ['text that is JSON', 'text/plain', '{"fullName":"Mallory"}'],
    ['text that is JSON with a parameter', 'text/plain;application/json', '{"fullName":"Mallory"}'],
  ])('cannot send %s, even without an origin', async (_what, type, body) => {
    const before = await digestOf(test.em, TRACES);
    for (const route of writes()) {
      const reply = await fetch(test.url + pathOf(route.path), {
        method: route.method,
        headers: { 'content-type': type, cookie: `sky_access=${visitor.cookie('sky_access')}` },
        body,
      });
      await reply.arrayBuffer();
      expect(`${nameOf(route)} ${reply.status}`).toMatch(/ (415|400|403)$/);
    }
    expect(await digestOf(test.em, TRACES)).toEqual(before);
  });

  it('need the token of the page as well, in a browser', async () => {
    const browser = { origin: test.url, 'sec-fetch-site': 'same-origin' };
    const save = (headers: Record<string, string>) =>
      visitor.ask('/api/user/profile', { method: 'PATCH', body: { fullName: 'Ada' }, headers });
    expect((await save(browser)).status).toBe(403);
    expect((await save({ ...browser, 'x-xsrf-token': 'made-up' })).status).toBe(403);
    expect((await save({ ...browser, 'x-xsrf-token': visitor.cookie('XSRF-TOKEN') })).status).toBe(200);
  });

  it.each([...ORIGINS, 'http://127.0.0.1:3000'])('are never told that they may read an answer: origin %s', async origin => {
    const asked = { 'access-control-request-method': 'POST', 'access-control-request-headers': 'authorization', origin };
    const replies = [
      await visitor.ask('/api/user', { headers: { origin } }),
      await visitor.ask('/api/health', { headers: { origin } }),
      await visitor.ask('/api/nothing', { headers: { origin } }),
      await visitor.ask('/api/v1/me', { headers: { origin, authorization: 'Bearer sky_x' } }),
      await visitor.ask('/api/user', { method: 'OPTIONS', headers: asked }),
    ];
    for (const { headers } of replies) expect([...headers.keys()].filter(name => name.startsWith('access-control-'))).toEqual([]);
  });
});
