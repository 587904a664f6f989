import { createSandbox, type Sandbox } from '../sandbox';
import { asker, type Ask } from '../testing/asker';

const KEY = 'api-sandbox0000000000000000000000000000';
const MAIL = {
  sender: 'SkyPANEL <panel@example.com>',
  to: ['Ada <ada@example.com>'],
  subject: 'Hello',
  text_body: 'Your code is 123456',
  html_body: '<p>123456</p>',
};

describe('SMTP2GO', () => {
  let sandbox: Sandbox;
  let ask: Ask;

  beforeEach(async () => {
    sandbox = await createSandbox();
    ask = asker(sandbox.smtp2go.url, { 'x-smtp2go-api-key': KEY });
  });
  afterEach(() => sandbox.stop());

  const send = (more: Record<string, unknown> = {}) => ask('POST', '/email/send', { ...MAIL, ...more });

  it('takes a mail and keeps it for its reader', async () => {
    const answer = await send({ custom_headers: [{ header: 'Reply-To', value: 'help@example.com' }], cc: ['grace@example.com'] });
    expect(answer.status).toBe(200);
    expect(answer.json.data).toEqual({ succeeded: 2, failed: 0, failures: [], email_id: expect.any(String) as unknown });
    const [mail] = sandbox.mail.to('ADA@example.com');
    expect(mail).toMatchObject({
      emailId: answer.json.data.email_id,
      subject: 'Hello',
      text: 'Your code is 123456',
      html: '<p>123456</p>',
      headers: [{ header: 'Reply-To', value: 'help@example.com' }],
    });
    expect(sandbox.mail.to('grace@example.com')).toHaveLength(1);
    expect(sandbox.mail.to('nobody@example.com')).toEqual([]);
  });

  it('shows the newest first, over the control API too', async () => {
    await send({ subject: 'One' });
    await send({ subject: 'Two' });
    await send({ subject: 'Three', to: ['grace@example.com'] });
    const control = asker(`${sandbox.url}/_control`);
    const subjects = async (query: string) =>
      (await control('GET', `/mail${query}`)).json.data.map((mail: { subject: string }) => mail.subject);
    expect(await subjects('')).toEqual(['Three', 'Two', 'One']);
    expect(await subjects('?to=ada@example.com')).toEqual(['Two', 'One']);
    await control('DELETE', '/mail');
    expect(await subjects('')).toEqual([]);
  });

  it('is opened by a key in the header or in the body, and by no other', async () => {
    const open = asker(sandbox.smtp2go.url);
    expect((await open('POST', '/email/send', { ...MAIL, api_key: KEY })).status).toBe(200);
    const wrong = await open('POST', '/email/send', { ...MAIL, api_key: 'api-wrong' });
    expect([wrong.status, wrong.json.data.error_code]).toEqual([400, 'E_ApiResponseCodes.API_EXCEPTION']);
    const none = await open('POST', '/email/send', MAIL);
    expect([none.status, none.json.data.error_code]).toEqual([400, 'E_ApiResponseCodes.NON_VALIDATING_IN_PAYLOAD']);
  });

  it.each([
    [{ sender: undefined }, 'sender'],
    [{ sender: 'nobody' }, 'sender'],
    [{ to: [] }, 'to'],
    [{ to: 'ada@example.com' }, 'to'],
    [{ to: ['ada'] }, 'to'],
    [{ to: Array(101).fill('a@example.com') }, 'to'],
    [{ subject: '' }, 'subject'],
    [{ text_body: undefined, html_body: undefined }, 'html_body'],
    [{ custom_headers: [{ header: 'Content-Type', value: 'x' }] }, 'custom_headers'],
    [{ custom_headers: [{ header: 'X-A', value: 'a\r\nBcc: x@example.com' }] }, 'custom_headers'],
    [{ attachments: [{ filename: 'a.pdf' }] }, 'attachments'],
  ])('refuses %j and names the field', async (more, fieldname) => {
    const answer = await send(more);
    expect(answer.status).toBe(400);
    expect(answer.json.data).toMatchObject({
      error_code: 'E_ApiResponseCodes.NON_VALIDATING_IN_PAYLOAD',
      field_validation_errors: { fieldname },
    });
    expect(sandbox.mail.all()).toEqual([]);
  });

  it('says 200 and means failure', async () => {
    const refused = await send({ to: ['ada@refused.example'] });
    expect([refused.status, refused.json.data.succeeded, refused.json.data.failed]).toEqual([200, 0, 1]);
    expect(refused.json.data.failures[0]).toContain('ada@refused.example');
    const partly = await send({ to: ['ada@refused.example', 'grace@example.com'] });
    expect(partly.json.data).toMatchObject({ succeeded: 1, failed: 1 });
    const broken = await send({ to: ['ada@broken.example'] });
    expect([broken.status, broken.json.data.error]).toEqual([200, 'The message could not be queued']);
    expect(sandbox.mail.all().map(mail => mail.to)).toEqual([['grace@example.com']]);
  });

  it('promises only the id with fastaccept', async () => {
    expect(Object.keys((await send({ fastaccept: true })).json.data)).toEqual(['email_id']);
  });

  it('keeps the size of an attachment', async () => {
    await send({
      attachments: [{ filename: 'receipt.pdf', mimetype: 'application/pdf', fileblob: Buffer.from('hello').toString('base64') }],
    });
    expect(sandbox.mail.all()[0]?.attachments).toEqual([{ filename: 'receipt.pdf', mimetype: 'application/pdf', bytes: 5 }]);
  });

  it('limits the rate without a header', async () => {
    sandbox.faults.add({ service: 'smtp2go', fault: 'rate_limit', times: 1 });
    const answer = await send();
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([429, null]);
    expect((await send()).status).toBe(200);
  });
});
