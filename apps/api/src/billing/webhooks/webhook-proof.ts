import { Injectable } from '@nestjs/common';
import { PayPal, type PayPalEvent, type WebhookVerdict } from '@sky/integrations/paypal';
import { UpstreamError } from '@sky/integrations/upstream';
import { Config, UnavailableError } from '@api/platform';
import { SettingsService } from '@api/settings';

/** PayPal gives up waiting sooner than it minds being asked to come again. */
const PROOF_TIMEOUT_MS = 5_000;

type Way = 'local' | 'postback';

/** The ways to prove a delivery, in the order in which they are tried. */
const WAYS = {
  'local-first': ['local', 'postback'],
  'postback-first': ['postback', 'local'],
  'local-only': ['local'],
} as const satisfies Record<string, readonly Way[]>;

/** A request as it arrived. */
export interface Delivered {
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly rawBody: Uint8Array;
}

/** A delivery that is proven, and how; or why it is not. */
export type Proof =
  { readonly proven: true; readonly by: Way; readonly event: PayPalEvent } | { readonly proven: false; readonly reason: string };

/** Proves where a delivery comes from: by PayPal's certificate, or by asking PayPal, whichever can be had. */
@Injectable()
export class WebhookProver {
  private readonly paypal: PayPal;

  constructor(
    private readonly config: Config,
    private readonly settings: SettingsService,
    paypal: PayPal,
  ) {
    this.paypal = paypal.within(PROOF_TIMEOUT_MS);
  }

  /** Throws when no way can be had: then nothing is known, and PayPal should deliver again. */
  async prove({ headers, rawBody }: Delivered): Promise<Proof> {
    const webhookId = this.config.env.PAYPAL_WEBHOOK_ID;
    if (!webhookId) throw new UnavailableError('payments_not_configured', 'PAYPAL_WEBHOOK_ID is not set.');
    for (const way of WAYS[this.settings.get('billing.webhookProof')]) {
      const verdict = await this.by(way, { headers, rawBody, webhookId });
      if (verdict?.verified === true) return { proven: true, by: way, event: verdict.event };
      if (verdict?.verified === false) return { proven: false, reason: verdict.reason };
    }
    throw new UnavailableError('certificate_unavailable', 'The certificate could not be fetched. Deliver this again.');
  }

  /** Null when this way cannot be had now. */
  private async by(way: Way, delivery: Delivered & { webhookId: string }): Promise<WebhookVerdict | null> {
    try {
      return await (way === 'local' ? this.paypal.verifyWebhook(delivery) : this.paypal.askAboutWebhook(delivery));
    } catch (error) {
      if (!(error instanceof UpstreamError)) throw error;
      return null;
    }
  }
}
