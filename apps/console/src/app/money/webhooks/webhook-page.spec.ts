import { MatButtonHarness } from '@angular/material/button/testing';

import { getWebhookEvent, rehearseWebhookEvent, replayWebhookEvent, type WebhookDetailDto } from '@sky/api-client';
import { FakeApi } from '@sky/api-client/testing';

import { openPage } from '../../../testing/open-page';
import { WebhookPage } from './webhook-page';

const AT = '2026-11-25T12:00:00.000Z';
const delivery = (changes: Partial<WebhookDetailDto> = {}): WebhookDetailDto => ({
  ...{ id: 5, provider: 'paypal', eventId: 'WH-1', eventType: 'PAYMENT.CAPTURE.COMPLETED', state: 'processed' },
  ...{ effect: 'Payment 41 is captured.', verdict: 'local', verdictReason: null, deliveries: 2, replays: 0 },
  ...{ receivedAt: AT, processedAt: AT, body: '{"id":"WH-1"}', bodyBytes: null },
  headers: [{ name: 'paypal-transmission-id', value: 'abc' }],
  ...changes,
});
const button = (text: string) => MatButtonHarness.with({ text });
const open = (api: FakeApi) => openPage(WebhookPage, api, { route: 'webhooks/:id', url: '/webhooks/5' });

describe('a delivery', () => {
  it('shows body, headers, proof and effect', async () => {
    const { text } = await open(new FakeApi().on(getWebhookEvent, () => delivery()));

    for (const words of ['"id": "WH-1"', 'paypal-transmission-id', 'Verified here', 'Payment 41 is captured.'])
      expect(text()).toContain(words);
  });

  it('says what processing it would do, without doing it', async () => {
    const api = new FakeApi()
      .on(getWebhookEvent, () => delivery())
      .on(rehearseWebhookEvent, () => ({ steps: ['Payment 41 is credited already; nothing more would be credited.'] }));
    const { loader, text, settle } = await open(api);

    await (await loader.getHarness(button('What would it do?'))).click();
    await settle();

    expect(text()).toContain('nothing more would be credited');
    expect(api.sentTo(replayWebhookEvent)).toEqual([]);
  });

  it('is processed again once that is confirmed', async () => {
    const api = new FakeApi().on(getWebhookEvent, () => delivery()).on(replayWebhookEvent, () => undefined);
    const { loader, everywhere, settle } = await open(api);

    await (await loader.getHarness(button('Process again'))).click();
    await settle();
    await (await everywhere.getAllHarnesses(button('Process again'))).at(-1)?.click();
    await settle();

    expect(api.sentTo(replayWebhookEvent)).toEqual([{ id: 5 }]);
  });

  it('that was refused cannot be processed, and says why', async () => {
    const refused = delivery({
      verdict: 'refused',
      verdictReason: 'The signature headers are missing.',
      state: 'refused',
      eventId: null,
    });
    const { loader, text } = await open(new FakeApi().on(getWebhookEvent, () => refused));

    expect(text()).toContain('The signature headers are missing.');
    expect(await loader.getHarnessOrNull(button('Process again'))).toBeNull();
  });
});
