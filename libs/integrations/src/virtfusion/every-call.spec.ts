import { drop, hang, reply, ScriptedServer, type Script } from '../testing/scripted-server';
import {
  UpstreamBusy,
  UpstreamNotFound,
  UpstreamRateLimited,
  UpstreamRefused,
  UpstreamUnknown,
  type UpstreamError,
} from '../upstream';
import { VirtFusionHttpClient } from './client';
import { TYPED_CALLS, type TypedCall } from './testing/typed-calls';
import type { VirtFusion } from './virtfusion';

type Kind = abstract new (...parts: never[]) => UpstreamError;

const page: Script = reply(200, '<html>Welcome</html>', { 'content-type': 'text/html' });

/** What each answer means, whatever was asked. */
const ANSWERS: readonly (readonly [name: string, script: Script, kind: Kind, outcome: string])[] = [
  ['401 without a body', reply(401), UpstreamRefused, 'refused'],
  ['403', reply(403, { msg: 'forbidden' }), UpstreamRefused, 'refused'],
  ['404 of a record', reply(404, { msg: 'server not found' }), UpstreamNotFound, 'refused'],
  ['409', reply(409, { errors: ['The user has servers'] }), UpstreamRefused, 'refused'],
  ['422', reply(422, { errors: ['Invalid or disabled firewall ruleset'] }), UpstreamRefused, 'refused'],
  ['423', reply(423, { msg: 'pending tasks' }), UpstreamBusy, 'refused'],
  ['429', reply(429, {}, { 'retry-after': '9' }), UpstreamRateLimited, 'refused'],
  ['500', reply(500, { message: 'Server Error' }), UpstreamUnknown, 'unknown'],
  ['503', reply(503, '<html>503</html>'), UpstreamUnknown, 'unknown'],
  ['no answer', hang, UpstreamUnknown, 'unknown'],
  ['a lost connection', drop, UpstreamUnknown, 'unknown'],
  ['a web page', page, UpstreamUnknown, 'unknown'],
];

describe.each(TYPED_CALLS.map(one => [one.name, one] as const))('%s', (_name, { sends, reads, call }: TypedCall) => {
  let panel: ScriptedServer;
  let virtfusion: VirtFusion;

  beforeAll(async () => {
    panel = await ScriptedServer.start();
  });
  afterAll(() => panel.stop());
  beforeEach(() => {
    virtfusion = new VirtFusionHttpClient({ url: panel.url, token: 'virtfusion-token-for-tests' });
  });

  it.each(ANSWERS)('takes %s for what it is', async (_answer, script, kind, outcome) => {
    panel.script(script);

    const called = call(script === hang ? virtfusion.within(150) : virtfusion);

    await expect(called).rejects.toBeInstanceOf(kind);
    await expect(called).rejects.toMatchObject({ outcome, system: 'VirtFusion' });
    expect(`${panel.last.method} ${panel.last.url}`).toBe(sends);
  });

  it(reads ? 'does not take an empty answer for one' : 'needs no body in the answer', async () => {
    panel.script(reply(reads ? 200 : 204));

    if (reads) await expect(call(virtfusion)).rejects.toBeInstanceOf(UpstreamUnknown);
    else expect((await call(virtfusion)) ?? []).toEqual([]);
  });
});
