import { UpstreamHttp, type UpstreamReply } from '../http';
import { UpstreamRateLimited, UpstreamRefused } from '../upstream';
import { mailbox } from './mailbox';
import { faultOf, sendReply } from './reply';
import { type OutgoingMail, Smtp2go } from './smtp2go';

export interface Smtp2goClientOptions {
  /** Such as `https://api.smtp2go.com/v3`. */
  readonly apiBase: string;
  readonly apiKey: string;
  readonly timeoutMs?: number;
}

/** SMTP2GO shuts an address out for no less than a minute, and does not say so in a header. */
const SHORTEST_WAIT_SECONDS = 60;

/** SMTP2GO's e-mail API over HTTP. */
export class Smtp2goHttpClient extends Smtp2go {
  private readonly http: UpstreamHttp;

  constructor(private readonly options: Smtp2goClientOptions) {
    super();
    this.http = new UpstreamHttp({
      system: 'SMTP2GO',
      baseUrl: options.apiBase,
      timeoutMs: options.timeoutMs,
      secrets: [options.apiKey],
    });
  }

  async send(mail: OutgoingMail): Promise<{ emailId: string | null }> {
    const reply = await this.http.exchange({
      method: 'POST',
      path: '/email/send',
      headers: { 'content-type': 'application/json', 'x-smtp2go-api-key': this.options.apiKey },
      body: JSON.stringify({
        sender: mailbox(mail.fromName, mail.from),
        to: [mail.to],
        subject: mail.subject.replace(/[\p{Cc}]+/gu, ' '),
        text_body: mail.text,
        html_body: mail.html,
        custom_headers: Object.entries(mail.headers ?? {}).map(([header, value]) => ({ header, value })),
      }),
    });
    if (!reply.isSuccess) throw refusalOf(reply);
    return accepted(reply);
  }
}

function refusalOf(reply: UpstreamReply) {
  const error = reply.refusal(faultOf(reply.json));
  if (!(error instanceof UpstreamRateLimited)) return error;
  return new UpstreamRateLimited(
    reply.failure(faultOf(reply.json)),
    Math.max(SHORTEST_WAIT_SECONDS, error.retryAfterSeconds ?? 0),
  );
}

/** A success by its status may still be a refusal by its content. */
function accepted(reply: UpstreamReply): { emailId: string | null } {
  const { data } = reply.believe(sendReply);
  const failure = data.failures?.find(entry => typeof entry === 'string');
  const isRefused = data.error || data.error_code || (data.failed ?? 0) > 0 || data.succeeded === 0;
  if (isRefused) {
    const { reason, issue } = faultOf(reply.json);
    throw new UpstreamRefused(reply.failure({ reason: reason || String(failure ?? 'the mail was not accepted'), issue }));
  }
  if (!data.email_id && !data.succeeded) throw reply.unknown('the answer does not say whether the mail was accepted');
  return { emailId: data.email_id ?? null };
}
