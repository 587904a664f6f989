import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';

import { z } from 'zod';

import { cut, drop, hang, reply, ScriptedServer, type Script } from '../testing/scripted-server';
import {
  UpstreamBusy,
  UpstreamError,
  UpstreamNotFound,
  UpstreamRateLimited,
  UpstreamRefused,
  UpstreamUnknown,
  UpstreamUnreachable,
} from '../upstream';
import { UpstreamHttp } from './index';

const SECRET = 'token-of-the-operator';

/** Waits for a refusal and hands it over; a success is a failed test. */
async function errorOf(work: Promise<unknown>): Promise<UpstreamError> {
  try {
    await work;
  } catch (error) {
    if (error instanceof UpstreamError) return error;
    throw error;
  }
  throw new Error('The request succeeded.');
}

describe(UpstreamHttp, () => {
  let server: ScriptedServer;
  let http: UpstreamHttp;

  beforeAll(async () => {
    server = await ScriptedServer.start();
    http = new UpstreamHttp({ system: 'panel', baseUrl: `${server.url}/api/`, secrets: [SECRET], timeoutMs: 300 });
  });
  afterAll(() => server.stop());

  const get = () => http.exchange({ method: 'GET', path: '/things/7', query: { page: 2 } });

  it('asks below the base URL and reads the answer', async () => {
    server.script(reply(200, { data: 1 }, { 'content-type': 'text/html' }));

    const answer = await get();

    expect(server.last).toMatchObject({ method: 'GET', url: '/api/things/7?page=2' });
    expect(answer.json).toEqual({ data: 1 });
  });

  it.each<[string, Script]>([
    ['does not answer', hang],
    ['drops the connection', drop],
    ['cuts the answer short', cut],
    ['answers without end', response => flood(response)],
  ])('leaves open what happened when the other side %s', async (_name, script) => {
    server.script(script);

    const error = await errorOf(get());

    expect(error).toBeInstanceOf(UpstreamUnknown);
    expect(error).toMatchObject({ outcome: 'unknown', status: null, path: '/things/7', system: 'panel' });
  });

  it('knows that a request was not sent when nobody listens', async () => {
    const closed = new UpstreamHttp({ system: 'panel', baseUrl: `http://127.0.0.1:${await freePort()}` });

    const error = await errorOf(closed.exchange({ method: 'POST', path: '/things', body: '{}' }));

    expect(error).toBeInstanceOf(UpstreamUnreachable);
    expect(error).toMatchObject({ outcome: 'not_sent', reason: 'no connection (ECONNREFUSED)' });
  });

  it('knows that a request with an impossible header was not sent, and does not quote the header', async () => {
    server.script();

    const error = await errorOf(
      http.exchange({ method: 'GET', path: '/things', headers: { authorization: `Bearer ${SECRET}\n!` } }),
    );

    expect(error).toBeInstanceOf(UpstreamUnreachable);
    expect(error.message).not.toContain(SECRET);
    expect(server.requests).toHaveLength(0);
  });

  it('does not follow a redirect', async () => {
    server.script(reply(302, undefined, { location: `${server.url}/elsewhere` }), reply(200, {}));

    const answer = await get();

    expect(answer.isSuccess).toBe(false);
    expect(answer.refusal({ reason: 'moved' })).toBeInstanceOf(UpstreamUnknown);
    expect(server.requests).toHaveLength(1);
  });

  it.each([
    [400, UpstreamRefused, 'refused'],
    [401, UpstreamRefused, 'refused'],
    [404, UpstreamNotFound, 'refused'],
    [409, UpstreamRefused, 'refused'],
    [408, UpstreamUnknown, 'unknown'],
    [423, UpstreamBusy, 'refused'],
    [429, UpstreamRateLimited, 'refused'],
    [500, UpstreamUnknown, 'unknown'],
    [504, UpstreamUnknown, 'unknown'],
  ])('takes status %i for %p', async (status, kind, outcome) => {
    server.script(reply(status));

    const error = (await get()).refusal({ reason: 'because' });

    expect(error).toBeInstanceOf(kind);
    expect(error).toMatchObject({ outcome, status });
  });

  it.each([
    ['7', 7],
    ['soon', null],
    [new Date(Date.now() - 60_000).toUTCString(), 0],
  ])('reads Retry-After %p as %p seconds', async (header, seconds) => {
    server.script(reply(429, undefined, { 'retry-after': header }));

    expect((await get()).refusal({ reason: '' })).toMatchObject({ retryAfterSeconds: seconds, reason: 'status 429' });
  });

  it('puts neither secrets nor markup into its messages', async () => {
    server.script(reply(422));

    const error = (await get()).refusal({ reason: `<b>${SECRET}</b>\r\nis not   welcome` });

    expect(error.message).toBe('panel: GET /things/7 (422): [redacted] is not welcome');
  });

  it('says where an answer has another shape, but not what it holds', async () => {
    server.script(reply(200, { data: { id: 'private-value' } }));
    const answer = await get();

    const believe = () => answer.believe(z.object({ data: z.object({ id: z.number() }) }));

    expect(believe).toThrow(UpstreamUnknown);
    expect(believe).toThrow('panel: GET /things/7 (200): the answer has another shape: data.id invalid_type');
  });

  it('takes an answer that is not JSON for an unknown one', async () => {
    server.script(reply(200, '<html>bad gateway</html>', { 'content-type': 'text/html' }));

    const answer = await get();

    expect(() => answer.believe(z.object({}))).toThrow('the answer is not JSON');
  });
});

function flood(response: Parameters<Script>[0]): void {
  response.writeHead(200, { 'content-type': 'application/json' });
  response.end(`"${'x'.repeat(1024 * 1024)}"`);
}

/** A port that was free a moment ago. */
function freePort(): Promise<number> {
  return new Promise(resolve => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => resolve(port));
    });
  });
}
