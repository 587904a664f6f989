/** A mail as it lies in the mailbox. */
export interface Mail {
  readonly id: number;
  /** SMTP2GO's own id of the sending. */
  readonly emailId: string;
  readonly to: readonly string[];
  readonly cc: readonly string[];
  readonly bcc: readonly string[];
  readonly sender: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly headers: readonly { readonly header: string; readonly value: string }[];
  readonly attachments: readonly { readonly filename: string; readonly mimetype: string; readonly bytes: number }[];
  readonly receivedAt: string;
}

/** `Ada <ada@example.com>` → `ada@example.com` */
export function addressIn(text: string): string {
  return (/<([^<>]+)>\s*$/.exec(text)?.[1] ?? text).trim().toLowerCase();
}
