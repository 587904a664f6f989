import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { PayPal } from '@sky/integrations/paypal';
import { UpstreamNotFound } from '@sky/integrations/upstream';
import { PaymentRepository } from '../payments/payment.repository';
import { PaymentSources } from './payment-sources';

/** What news of a kept way to pay names. */
export interface SourceSubject {
  readonly sourceToken: string | null;
  readonly orderId: string | null;
}

/** Hears that PayPal keeps a way to pay, or keeps it no more; what is true, PayPal is asked. */
@Injectable()
export class SourceNews {
  constructor(
    private readonly em: EntityManager,
    private readonly payments: PaymentRepository,
    private readonly sources: PaymentSources,
    private readonly paypal: PayPal,
  ) {}

  /** Returns what came of it, in words; null when it is about nothing of ours. */
  async hear({ sourceToken, orderId }: SourceSubject): Promise<string | null> {
    const known = sourceToken === null ? null : await this.sources.ofVault(sourceToken);
    if (known) {
      if (await this.paypal.keepsSource(known.vaultId)) return `The way to pay of user ${known.userId} is kept.`;
      await this.sources.drop(known.id, 'PayPal keeps it no more.');
      return `The way to pay of user ${known.userId} was removed.`;
    }
    return orderId === null ? null : this.keepThatOf(orderId);
  }

  private async keepThatOf(orderId: string): Promise<string | null> {
    const payment = await this.payments.ofSubject({ gateway: 'paypal', orderId, captureId: null });
    if (!payment) return null;
    const vaulted = await this.vaultedOf(orderId);
    if (!vaulted) return `Payment ${payment.id} shows no kept way to pay.`;
    await this.em.fork().transactional(async () => this.sources.keep(await this.payments.held(payment.id), vaulted));
    return `Payment ${payment.id}: its way to pay is kept.`;
  }

  private async vaultedOf(orderId: string) {
    try {
      return (await this.paypal.order(orderId)).vaulted;
    } catch (error) {
      if (error instanceof UpstreamNotFound) return null;
      throw error;
    }
  }
}
