import { randomBytes, randomUUID } from 'node:crypto';
import { Refused, type Call, type Reply } from '../kit/call';
import { ownSurroundings, Simulator, type Surroundings } from '../kit/simulator';
import { errorReply } from './errors';
import { Mailbox } from './mailbox';
import { addressIn, type Mail } from './model';
import { sendWish } from './send-body';

/** Mail to this domain is answered with 200 and counted as failed. */
export const REFUSED_DOMAIN = 'refused.example';
/** Mail to this domain is answered with 200 and `data.error`, as some clients have met it. */
export const BROKEN_DOMAIN = 'broken.example';

const NAMES: Readonly<Record<number, readonly [string, string]>> = {
  400: ['NON_VALIDATING_IN_PAYLOAD', 'The payload could not be validated.'],
  401: ['ENDPOINT_PERMISSION_DENIED', 'You do not have permission to access this API endpoint.'],
  403: ['ENDPOINT_PERMISSION_DENIED', 'You do not have permission to access this API endpoint.'],
  404: ['NOT_FOUND', 'There is no such endpoint.'],
  429: ['TOO_MANY_REQUESTS', 'Too many requests. Try again later.'],
};

/** SMTP2GO: it sends nothing anywhere and keeps everything in a mailbox. */
export class Smtp2goSimulator extends Simulator {
  readonly name = 'smtp2go';
  readonly prefix = '/smtp2go';
  readonly mailbox = new Mailbox();
  private readonly apiKey: string;

  constructor(options: { readonly apiKey?: string } = {}, surroundings: Surroundings = ownSurroundings()) {
    super(surroundings);
    this.apiKey = options.apiKey ?? `api-sandbox${'0'.repeat(28)}`;
    this.routes.on('POST', '/v3/email/send', call => this.send(call));
  }

  /** The base that a client is pointed at, with the API's version. */
  override get url(): string {
    return `${super.url}/v3`;
  }

  snapshot(): unknown {
    return this.mailbox.snapshot();
  }

  restore(state: unknown): void {
    this.mailbox.restore(state as { mails: Mail[]; nextId: number });
  }

  reset(): void {
    this.mailbox.clear();
  }

  failure(status: number): Reply {
    const [code, text] = NAMES[status] ?? ['API_EXCEPTION', 'An unhandled exception occurred.'];
    return errorReply(status, code, text);
  }

  /** SMTP2GO sends no headers with it: the caller has to know to wait a minute. */
  override rateLimited(): Reply {
    return this.failure(429);
  }

  protected override admit({ headers, body }: Call): void {
    const key = headers['x-smtp2go-api-key'] ?? body['api_key'];
    if (key === undefined) throw new Refused(errorReply(400, 'NON_VALIDATING_IN_PAYLOAD', 'No api_key was passed'));
    if (key !== this.apiKey) {
      throw new Refused(errorReply(400, 'API_EXCEPTION', "An API User matching the passed 'api_key' was not found"));
    }
  }

  private send({ body }: Call): Reply {
    const wish = sendWish(body);
    const recipients = [...wish.to, ...wish.cc, ...wish.bcc];
    if (recipients.some(text => addressIn(text).endsWith(`@${BROKEN_DOMAIN}`))) {
      return { status: 200, json: { request_id: randomUUID(), data: { error: 'The message could not be queued' } } };
    }
    const failures = recipients.filter(text => addressIn(text).endsWith(`@${REFUSED_DOMAIN}`));
    const succeeded = recipients.length - failures.length;
    const emailId = `1${randomBytes(4).toString('base64url').slice(0, 5)}-${randomBytes(8).toString('base64url')}-${randomBytes(3).toString('base64url')}`;
    if (succeeded > 0) {
      const { to, cc, bcc } = wish;
      const kept = (list: readonly string[]) => list.filter(text => !failures.includes(text));
      this.mailbox.keep({ ...wish, to: kept(to), cc: kept(cc), bcc: kept(bcc), emailId, receivedAt: new Date().toISOString() });
    }
    const told = failures.map(text => `${addressIn(text)}: the recipient's server refused the message`);
    const counts = { succeeded, failed: failures.length, failures: told };
    const data = body['fastaccept'] === true ? { email_id: emailId } : { ...counts, email_id: emailId };
    return { status: 200, json: { request_id: randomUUID(), data } };
  }
}
