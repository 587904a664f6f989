import { EntityManager, UniqueConstraintViolationException } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { PayPal } from '@sky/integrations/paypal';
import { UpstreamNotFound } from '@sky/integrations/upstream';
import { parseMoney } from '@sky/money';
import { Clock } from '@api/platform';
import type { Payment } from '../payments/payment.entity';
import { Refund } from './refund.entity';

/** Writes down refunds that were made on the gateway's own site, so that staff see every refund in one list. */
@Injectable()
export class RefundNews {
  constructor(
    private readonly em: EntityManager,
    private readonly clock: Clock,
    private readonly paypal: PayPal,
  ) {}

  /** Asks PayPal about the refund that news named; its amount is what PayPal answers. */
  async hear(payment: Payment, gatewayRefundId: string): Promise<void> {
    if (await this.isOurs(payment.id, gatewayRefundId)) return;
    const refund = await this.known(gatewayRefundId);
    const isOfPayment = refund?.captureId === payment.captureId && refund?.currency === payment.currency;
    if (!refund || !isOfPayment || refund.status !== 'COMPLETED' || refund.amount === null) return;
    const at = this.clock.now();
    const fields = {
      // Nobody is asked about it under a name of ours.
      requestKey: '',
      paymentId: payment.id,
      amount: parseMoney(refund.amount, payment.currency),
      currency: payment.currency,
      reason: 'Made on PayPal’s own site.',
      origin: 'gateway',
      state: 'completed',
      gatewayRefundId,
      requestedByUserId: null,
      idempotencyKey: null,
      lastError: null,
      checks: 0,
      nextCheckAt: null,
      createdAt: at,
      updatedAt: at,
    } as const;
    try {
      await this.em.fork().transactional(em => em.persist(Object.assign(new Refund(), fields)).flush());
    } catch (error) {
      // Somebody else heard the same news.
      if (!(error instanceof UniqueConstraintViolationException)) throw error;
    }
  }

  /** A refund of ours whose answer is still on its way may be the one that the news is about. */
  private async isOurs(paymentId: number, gatewayRefundId: string): Promise<boolean> {
    const [row] = await this.em.fork().execute<unknown[]>(
      `select 1 from refunds where gateway_refund_id = ?
           or (payment_id = ? and gateway_refund_id is null and state in ('requested', 'sent', 'unknown')) limit 1`,
      [gatewayRefundId, paymentId],
    );
    return row !== undefined;
  }

  private async known(gatewayRefundId: string) {
    try {
      return await this.paypal.refund(gatewayRefundId);
    } catch (error) {
      if (error instanceof UpstreamNotFound) return null;
      throw error;
    }
  }
}
