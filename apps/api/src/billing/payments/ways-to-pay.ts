import { Injectable } from '@nestjs/common';
import { Config } from '@api/platform';
import { SettingsService } from '@api/settings';
import { Gateways } from '../gateways/gateways';
import { paymentNotFound } from './buyer-return';
import { PaymentReader, type PaymentRow } from './payment-reader';
import type { PaymentOptionsDto } from './payment.dto';

/** What customers may choose from, and how a transfer is made. */
@Injectable()
export class WaysToPay {
  constructor(
    private readonly gateways: Gateways,
    private readonly payments: PaymentReader,
    private readonly settings: SettingsService,
    private readonly config: Config,
  ) {}

  offered(): PaymentOptionsDto {
    const offered = this.gateways.offered();
    return {
      options: offered.map(({ name, label }) => ({ gateway: name, label })),
      isLive: this.config.paymentsAreLive,
      mayStoreSource:
        this.settings.get('billing.automaticTopUp') && offered.some(({ capabilities }) => capabilities.keepsSources),
    };
  }

  /** How to pay one's own transfer that has not arrived; refuses any other payment. */
  async transfer(id: number, userId: number): Promise<{ payment: PaymentRow; reference: string; bankDetails: string }> {
    const payment = await this.payments.find(id, userId);
    if (payment?.gateway !== 'bank_transfer' || payment.orderId === null) throw paymentNotFound();
    return { payment, reference: payment.orderId, bankDetails: this.settings.get('billing.bankDetails') };
  }
}
