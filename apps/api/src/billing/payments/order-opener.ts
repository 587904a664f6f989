import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { type CreatedOrder, PayPal } from '@sky/integrations/paypal';
import { UpstreamError } from '@sky/integrations/upstream';
import { formatDecimal } from '@sky/money';
import { Clock, Config } from '@api/platform';
import { SettingsService } from '@api/settings';
import type { Payment } from './payment.entity';
import { PaymentRepository } from './payment.repository';

/** The customer waits for it on the page. */
const REQUEST_TIMEOUT_MS = 7_000;

/** Has PayPal make the order of a payment: one, however often it is asked. */
@Injectable()
export class OrderOpener {
  private readonly paypal: PayPal;

  constructor(
    private readonly em: EntityManager,
    private readonly payments: PaymentRepository,
    private readonly clock: Clock,
    private readonly config: Config,
    private readonly settings: SettingsService,
    paypal: PayPal,
  ) {
    this.paypal = paypal.within(REQUEST_TIMEOUT_MS);
  }

  /** The payment, with its order where there is one; failed when PayPal certainly made none, waiting when nobody knows. */
  async open(paymentId: number): Promise<Payment> {
    const payment = await this.payments.byId(paymentId);
    if (payment.orderId !== null || payment.state !== 'created') return payment;
    try {
      const order = await this.create(payment);
      return await this.change(paymentId, (held, at) => {
        if (order.approveUrl === null) held.fail('PayPal made an order that nobody can approve.', at);
        else held.nameOrder(order.orderId, order.approveUrl, at);
      });
    } catch (error) {
      if (!(error instanceof UpstreamError)) throw error;
      return this.change(paymentId, (held, at) => {
        if (error.outcome === 'unknown') held.keep(error.message, at);
        else held.fail(error.message, at);
      });
    }
  }

  private create(payment: Payment): Promise<CreatedOrder> {
    const { PUBLIC_URL } = this.config.env;
    const company = this.settings.get('company.name');
    return this.paypal.createOrder({
      requestId: payment.orderRequestId,
      paymentId: String(payment.id),
      amount: formatDecimal(payment.amount, payment.currency),
      currency: payment.currency,
      description: `Credit at ${company}`,
      returnUrl: `${PUBLIC_URL}/billing/paypal/return`,
      cancelUrl: `${PUBLIC_URL}/billing/paypal/cancel`,
      brandName: company,
    });
  }

  /** Somebody else may have been quicker; then theirs stands. */
  private change(paymentId: number, act: (payment: Payment, at: Date) => void): Promise<Payment> {
    return this.em.fork().transactional(async () => {
      const payment = await this.payments.held(paymentId);
      if (payment.orderId === null && payment.state === 'created') act(payment, this.clock.now());
      return payment;
    });
  }
}
