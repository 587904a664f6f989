/** A mail ready to go out. */
export interface OutgoingMail {
  readonly from: string;
  readonly fromName: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html?: string;
  /** Such as `Reply-To` or `List-Unsubscribe`. */
  readonly headers?: Readonly<Record<string, string>>;
}

/**
 * What this product needs of SMTP2GO. Sending is not idempotent there: throws an `UpstreamError`, and only when its
 * `outcome` is not `unknown` is it certain that no mail went out.
 */
export abstract class Smtp2go {
  /** Hands over one mail. The id finds it again at SMTP2GO; null when the answer did not name one. */
  abstract send(mail: OutgoingMail): Promise<{ emailId: string | null }>;
}
