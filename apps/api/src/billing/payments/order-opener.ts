import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { formatDecimal } from '@sky/money';
import { Clock, failpoint } from '@api/platform';
import { PaymentSources } from '../auto-top-up/payment-sources';
import { Gateways } from '../gateways/gateways';
import type { OpenedOrder } from '../gateways/payment-gateway';
import type { Payment } from './payment.entity';
import { PaymentRepository } from './payment.repository';

/** Has a gateway make the order of a payment: one, however often it is asked. */
@Injectable()
export class OrderOpener {
  constructor(
    private readonly em: EntityManager,
    private readonly payments: PaymentRepository,
    private readonly gateways: Gateways,
    private readonly sources: PaymentSources,
    private readonly clock: Clock,
  ) {}

  /** The payment, with its order where there is one; failed when certainly none was made, waiting when nobody knows. */
  async open(paymentId: number): Promise<Payment> {
    const payment = await this.payments.byId(paymentId);
    if (payment.orderId !== null || payment.state !== 'created') return payment;
    await failpoint('order.before-gateway');
    const answer = await this.ask(payment);
    await failpoint('order.after-gateway');
    const opened = await this.record(paymentId, answer);
    await failpoint('order.after-commit');
    return opened;
  }

  private async ask(payment: Payment): Promise<OpenedOrder> {
    const vaultId = payment.sourceId === null ? null : await this.sources.vaultIdOf(payment.sourceId);
    if (payment.sourceId !== null && vaultId === null) return { kind: 'refused', reason: 'The stored way to pay was removed.' };
    return this.gateways.named(payment.gateway).open({
      requestId: payment.orderRequestId,
      paymentId: payment.id,
      amount: formatDecimal(payment.amount, payment.currency),
      currency: payment.currency,
      storesSource: payment.storesSource,
      vaultId,
    });
  }

  /** Somebody else may have been quicker; then theirs stands. */
  private record(paymentId: number, answer: OpenedOrder): Promise<Payment> {
    return this.em.fork().transactional(async () => {
      const payment = await this.payments.held(paymentId);
      if (payment.orderId !== null || payment.state !== 'created') return payment;
      const at = this.clock.now();
      if (answer.kind === 'opened') payment.nameOrder(answer.orderId, answer.approveUrl, at);
      else if (answer.kind === 'unknown') payment.keep(answer.reason, at);
      else payment.fail(answer.reason, at);
      await failpoint('order.before-commit');
      return payment;
    });
  }
}
