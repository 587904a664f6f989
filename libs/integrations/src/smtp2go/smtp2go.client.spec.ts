import { createSandbox, type Sandbox } from '@sky/simulators';

import { UpstreamRateLimited, UpstreamRefused, UpstreamUnknown } from '../upstream';
import { Smtp2goHttpClient } from './client';
import type { OutgoingMail } from './smtp2go';

const KEY = 'api-sandbox0000000000000000000000000000';

describe('SMTP2GO, as simulated', () => {
  let sandbox: Sandbox;
  let smtp2go: Smtp2goHttpClient;

  beforeAll(async () => {
    sandbox = await createSandbox({ smtp2goApiKey: KEY });
    smtp2go = new Smtp2goHttpClient({ apiBase: sandbox.smtp2go.url, apiKey: KEY, timeoutMs: 500 });
  });
  afterAll(() => sandbox.stop());
  beforeEach(() => sandbox.reset());

  const mail: OutgoingMail = {
    from: 'billing@panel.example',
    fromName: 'Our "Best" Hosting',
    to: 'ada@example.com',
    subject: 'Grüße aus Zürich',
    text: 'Your code is 123456.',
    html: '<p>Your code is 123456.</p>',
  };

  it('delivers a mail as it was written', async () => {
    const { emailId } = await smtp2go.send(mail);

    expect(sandbox.mail.to('ada@example.com')).toMatchObject([
      { emailId, subject: mail.subject, text: mail.text, html: mail.html, to: ['ada@example.com'] },
    ]);
  });

  it('refuses a stranger and an address that is none', async () => {
    const stranger = new Smtp2goHttpClient({ apiBase: sandbox.smtp2go.url, apiKey: 'api-wrong' });

    await expect(stranger.send(mail)).rejects.toBeInstanceOf(UpstreamRefused);
    await expect(smtp2go.send({ ...mail, to: 'nobody' })).rejects.toBeInstanceOf(UpstreamRefused);
    expect(sandbox.mail.all()).toEqual([]);
  });

  it('may have sent a mail whose answer was lost', async () => {
    sandbox.faults.add({ service: 'smtp2go', path: '*', fault: 'drop', after: true, times: 1 });

    await expect(smtp2go.send(mail)).rejects.toBeInstanceOf(UpstreamUnknown);
    expect(sandbox.mail.all()).toHaveLength(1);
  });

  it('keeps silent for at least a minute after a limit', async () => {
    sandbox.faults.add({ service: 'smtp2go', path: '*', fault: 'rate_limit', times: 1 });

    const sending = smtp2go.send(mail);

    await expect(sending).rejects.toBeInstanceOf(UpstreamRateLimited);
    await expect(sending).rejects.toMatchObject({ retryAfterSeconds: 60 });
  });
});
