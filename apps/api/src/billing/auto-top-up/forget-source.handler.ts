import { Injectable } from '@nestjs/common';
import { PayPal } from '@sky/integrations/paypal';
import { HandlesJob, type JobHandler, type JobTopics } from '@api/platform';

declare module '@api/platform/jobs/topics' {
  interface JobTopics {
    /** Has PayPal forget a way to pay whose owner is gone. */
    'billing.forget-source': { vaultId: string };
  }
}

/** Has PayPal forget a way to pay; asked again until PayPal has. */
@Injectable()
@HandlesJob({ topic: 'billing.forget-source' })
export class ForgetSourceHandler implements JobHandler<'billing.forget-source'> {
  constructor(private readonly paypal: PayPal) {}

  async handle({ vaultId }: JobTopics['billing.forget-source']): Promise<void> {
    await this.paypal.forgetSource(vaultId);
  }
}
