import { MatButtonHarness } from '@angular/material/button/testing';

import {
  acknowledgeVirtfusionSurprise,
  getVirtfusionState,
  listVirtfusionSurprises,
  type SurpriseDto,
  type VirtfusionStateDto,
} from '@sky/api-client';
import { FakeApi } from '@sky/api-client/testing';

import { make } from '../../testing/make';
import { openPage } from '../../testing/open-page';
import { VirtfusionPage } from './virtfusion-page';

const AT = '2026-11-28T10:00:00.000Z';
const whole = {
  ...{ groupId: null, groupName: null, state: 'closed' as const, since: AT, failures: 0, reason: null },
  ...{ inUse: 1, waiting: 0, processes: 2, processesHoldingBack: 0 },
};
const hanging = {
  ...{ ...whole, groupId: 2, groupName: 'Frankfurt', state: 'open' as const, failures: 5, processesHoldingBack: 1 },
  reason: 'VirtFusion: GET /servers/69: no answer within 5000 ms',
};
const calls = {
  ...{ operation: 'GET /servers/{serverId}', total: 120, ok: 110, refused: 3, limited: 0, heldBack: 2, notSent: 0 },
  ...{ unknown: 5, averageMilliseconds: 84 },
};
const state = (changes: Partial<VirtfusionStateDto> = {}): VirtfusionStateDto => ({
  ...{ configured: true, status: 'ok', checkedAt: AT, problem: null, circuits: [whole], calls: [calls], openSurprises: 1 },
  rateLimit: { limit: 60, remaining: 41, heldUntil: null },
  ...changes,
});
const surprise = (changes: Partial<SurpriseDto> = {}): SurpriseDto => ({
  ...{ id: 4, operation: 'GET /packages', kind: 'shape', status: 200, times: 12, firstSeenAt: AT, lastSeenAt: AT },
  fields: [{ path: 'data[].id', expected: 'number', found: 'text of 5 characters' }],
  ...{ acknowledgedAt: null, acknowledgedBy: null },
  ...changes,
});
const apiWith = (known: VirtfusionStateDto, ...surprises: SurpriseDto[]) =>
  new FakeApi().on(getVirtfusionState, () => known).on(listVirtfusionSurprises, () => make.page(...surprises));
const open = (api: FakeApi, options: Parameters<typeof openPage>[2] = {}) =>
  openPage(VirtfusionPage, api, { route: 'virtfusion', ...options });
const acknowledge = MatButtonHarness.with({ text: 'Acknowledge' });

describe('VirtFusion', () => {
  it('shows whether it answers, whom we leave alone and how calls ended', async () => {
    const { text } = await open(apiWith(state({ circuits: [whole, hanging] })));

    for (const words of ['Answers', '41 of 60', 'VirtFusion as a whole', 'Frankfurt', 'Left alone', 'by 1 of 2 processes'])
      expect(text()).toContain(words);
    for (const words of ['no answer within 5000 ms', 'GET /servers/{serverId}', '120', '84 ms']) expect(text()).toContain(words);
  });

  it('says why it does not answer, and until when nothing is sent', async () => {
    const rateLimit = { limit: null, remaining: null, heldUntil: AT };
    const { text } = await open(apiWith(state({ status: 'down', problem: 'no connection (ECONNREFUSED)', rateLimit })));

    for (const words of ['Does not answer', 'no connection (ECONNREFUSED)', 'Not told by VirtFusion', 'Nothing is sent until'])
      expect(text()).toContain(words);
  });

  it('says that nothing is set up, and that nothing was asked or surprising', async () => {
    const { text } = await open(apiWith(state({ configured: false, status: 'not_configured', checkedAt: null, calls: [] })));

    for (const words of [
      'Not set up',
      'no token is configured',
      'Nothing was asked within the last hour',
      'answers as documented',
    ])
      expect(text()).toContain(words);
  });

  it('shows what was odd, and takes note of it', async () => {
    const api = apiWith(state(), surprise()).on(acknowledgeVirtfusionSurprise, () => undefined);
    const { loader, text } = await open(api);
    for (const words of ['Could not be used', 'data[].id should be number, was text of 5 characters', '12 times'])
      expect(text()).toContain(words);

    await (await loader.getHarness(acknowledge)).click();

    expect(api.sentTo(acknowledgeVirtfusionSurprise)).toEqual([{ id: 4 }]);
    expect(api.sentTo(listVirtfusionSurprises)).toHaveLength(2);
    expect(api.sentTo(getVirtfusionState)).toHaveLength(2);
  });

  it('offers nothing to do with what was looked into, or to somebody who only reads', async () => {
    const done = surprise({ acknowledgedAt: AT, acknowledgedBy: 'mara' });
    const { loader, text } = await open(apiWith(state(), done));
    expect(text()).toContain('acknowledged by mara');
    expect(await loader.getAllHarnesses(acknowledge)).toEqual([]);
  });

  it('is read only without the right to change', async () => {
    const user = make.user({ permissions: ['jobs.read'] });

    const { loader } = await open(apiWith(state(), surprise()), { user });

    expect(await loader.getAllHarnesses(acknowledge)).toEqual([]);
  });

  it('asks for the state in the address', async () => {
    const api = apiWith(state());

    const { text } = await open(api, { url: '/virtfusion?state=acknowledged' });

    expect(api.sentTo(listVirtfusionSurprises)).toEqual([{ page: 1, limit: 10, state: 'acknowledged' }]);
    expect(text()).toContain('Nothing in this state');
  });

  it('keeps the surprises readable when the rest fails, and reads again', async () => {
    const api = apiWith(state(), surprise()).on(getVirtfusionState, () => {
      throw make.refusal(500, 'internal_error');
    });
    const { loader, text, settle } = await open(api);
    expect(text()).toContain('This could not be read');
    expect(text()).toContain('GET /packages');

    api.on(getVirtfusionState, () => state());
    await (await loader.getHarness(MatButtonHarness.with({ text: 'Read again' }))).click();
    await settle();

    expect(text()).toContain('VirtFusion as a whole');
  });
});
