import { cut, drop, hang, reply, ScriptedServer, type Script } from '../testing/scripted-server';
import { UpstreamRateLimited, UpstreamRefused, UpstreamUnknown } from '../upstream';
import { Smtp2goHttpClient } from './client';
import type { OutgoingMail, Smtp2go } from './smtp2go';

const KEY = 'api-0123456789abcdef0123456789abcdef';

const mail: OutgoingMail = {
  from: 'billing@panel.example',
  fromName: 'Our "Best" Hosting',
  to: 'ada@example.com',
  subject: 'Your code\r\nBcc: everybody@example.com',
  text: 'Your code is 123456.',
  html: '<p>Your code is 123456.</p>',
  headers: { 'Reply-To': 'help@panel.example' },
};

const said = (data: object, status = 200): Script => reply(status, { request_id: 'r-1', data });

describe(Smtp2goHttpClient, () => {
  let api: ScriptedServer;
  let smtp2go: Smtp2go;

  beforeAll(async () => {
    api = await ScriptedServer.start();
    smtp2go = new Smtp2goHttpClient({ apiBase: `${api.url}/v3`, apiKey: KEY, timeoutMs: 300 });
  });
  afterAll(() => api.stop());

  it('hands over a mail and keeps its id', async () => {
    api.script(said({ succeeded: 1, failed: 0, failures: [], email_id: '1u0SwL-B9zBpi' }));

    expect(await smtp2go.send(mail)).toEqual({ emailId: '1u0SwL-B9zBpi' });
    expect(api.last).toMatchObject({ method: 'POST', url: '/v3/email/send' });
    expect(api.last.headers['x-smtp2go-api-key']).toBe(KEY);
    expect(JSON.parse(api.last.body)).toEqual({
      sender: '"Our \\"Best\\" Hosting" <billing@panel.example>',
      to: ['ada@example.com'],
      subject: 'Your code Bcc: everybody@example.com',
      text_body: mail.text,
      html_body: mail.html,
      custom_headers: [{ header: 'Reply-To', value: 'help@panel.example' }],
    });
  });

  it.each([
    ['only the id', { email_id: 'x-1' }, 'x-1'],
    ['only the count', { succeeded: 1, failed: 0, failures: [] }, null],
  ])('is content with %s', async (_name, data, emailId) => {
    api.script(said(data));

    expect(await smtp2go.send(mail)).toEqual({ emailId });
  });

  it.each([
    ['counts a failure', { succeeded: 0, failed: 1, failures: ['unroutable address'], email_id: 'x-1' }, 'unroutable address'],
    ['counts no success', { succeeded: 0, failed: 0, failures: [], email_id: 'x-1' }, 'the mail was not accepted'],
    [
      'describes an error',
      { error: 'The account is suspended.', error_code: 'E_ApiResponseCodes.API_EXCEPTION' },
      'The account is suspended.',
    ],
  ])('does not believe a success that %s', async (_name, data, reason) => {
    api.script(said(data));

    const sending = smtp2go.send(mail);

    await expect(sending).rejects.toBeInstanceOf(UpstreamRefused);
    await expect(sending).rejects.toMatchObject({ reason, status: 200, outcome: 'refused' });
  });

  const invalid = {
    error_code: 'E_ApiResponseCodes.NON_VALIDATING_IN_PAYLOAD',
    error: 'The payload is not valid.',
    field_validation_errors: { fieldname: 'sender', message: 'is not an address' },
  };

  it.each<[string, Script]>([
    ['in data', said(invalid, 400)],
    ['beside data', reply(400, invalid)],
    ['as a list', said({ ...invalid, field_validation_errors: [invalid.field_validation_errors] }, 400)],
  ])('reads a refusal %s', async (_name, script) => {
    api.script(script);

    await expect(smtp2go.send(mail)).rejects.toMatchObject({
      issue: 'NON_VALIDATING_IN_PAYLOAD',
      reason: 'The payload is not valid.; sender: is not an address',
      outcome: 'refused',
    });
  });

  it.each<[Record<string, string>, number]>([
    [{}, 60],
    [{ 'retry-after': '5' }, 60],
    [{ 'retry-after': '90' }, 90],
  ])('waits long enough after a limit with %j', async (headers, seconds) => {
    api.script(reply(429, {}, headers));

    const sending = smtp2go.send(mail);

    await expect(sending).rejects.toBeInstanceOf(UpstreamRateLimited);
    await expect(sending).rejects.toMatchObject({ retryAfterSeconds: seconds });
  });

  it.each<[string, Script]>([
    ['a time-out', hang],
    ['a lost connection', drop],
    ['an answer cut short', cut],
    ['a fault', reply(502, '<html></html>')],
    ['a success that says nothing', said({})],
  ])('does not know whether the mail went out after %s', async (_name, script) => {
    api.script(script);

    await expect(smtp2go.send(mail)).rejects.toBeInstanceOf(UpstreamUnknown);
  });

  it('never shows its key', async () => {
    api.script(said({ error: `No user with the key ${KEY}`, error_code: 'E_ApiResponseCodes.API_EXCEPTION' }, 401));

    const failure: unknown = await smtp2go.send(mail).catch((error: unknown) => error);

    expect(String(failure)).toContain('No user with the key [redacted]');
  });
});
