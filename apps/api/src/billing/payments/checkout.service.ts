import { EntityManager, UniqueConstraintViolationException } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { formatDecimal, formatMoney, parseMoney } from '@sky/money';
import { AuditLog } from '@api/audit';
import { Clock, Config, ConflictError, RefusedError, UnavailableError } from '@api/platform';
import { SettingsService } from '@api/settings';
import { Ledger } from '../ledger/ledger';
import { readAmount } from '../read-amount';
import { OrderOpener } from './order-opener';
import { Payment } from './payment.entity';
import { PaymentRepository } from './payment.repository';

/** A payment that waits for its buyer at PayPal. */
export interface Checkout {
  readonly paymentId: number;
  readonly orderId: string;
  readonly approveUrl: string;
}

/** Begins top-ups. Nothing is credited here: that takes a capture. */
@Injectable()
export class CheckoutService {
  constructor(
    private readonly em: EntityManager,
    private readonly payments: PaymentRepository,
    private readonly orders: OrderOpener,
    private readonly ledger: Ledger,
    private readonly settings: SettingsService,
    private readonly clock: Clock,
    private readonly config: Config,
    private readonly audit: AuditLog,
  ) {}

  /** Writes the payment down, then has PayPal make its order; the same key finds the same payment again. */
  async addCredits(userId: number, amountText: string, idempotencyKey: string | null): Promise<Checkout> {
    if (!this.config.env.PAYPAL_CLIENT_ID)
      throw new UnavailableError('payments_not_configured', 'Payments are not set up here yet. Contact support.');
    const amount = this.readTopUp(amountText);
    const payment = await this.open(userId, amount, idempotencyKey);
    const { id, orderId, approveUrl, state } = await this.orders.open(payment.id);
    if (orderId !== null && approveUrl !== null) return { paymentId: id, orderId, approveUrl };
    throw new UnavailableError(
      'payments_unavailable',
      state === 'failed'
        ? 'PayPal cannot take payments at the moment. Nothing was charged; try again later.'
        : 'PayPal did not answer in time. Nothing was charged; try again in a moment.',
    );
  }

  private readTopUp(text: string): bigint {
    const { currency } = this.ledger;
    const amount = readAmount(text, currency, 'amount');
    const minimum = parseMoney(this.settings.get('billing.minimumTopUp'), currency);
    const maximum = parseMoney(this.settings.get('billing.maximumTopUp'), currency);
    if (amount < minimum || amount === 0n)
      throw outOfRange('amount_too_small', `The smallest amount is ${formatMoney(minimum, currency)}.`);
    if (amount > maximum) throw outOfRange('amount_too_large', `The largest amount is ${formatMoney(maximum, currency)}.`);
    return amount;
  }

  /** Commits the payment before PayPal hears of it, so that no order is ever without one. */
  private async open(userId: number, amount: bigint, idempotencyKey: string | null): Promise<Payment> {
    const { currency } = this.ledger;
    const known = await this.repeated(userId, amount, idempotencyKey);
    if (known) return known;
    const payment = Payment.open({ userId, amount, currency, idempotencyKey }, this.clock.now());
    try {
      await this.em.fork().transactional(async em => {
        await em.persist(payment).flush();
        await this.audit.record({
          action: 'payment.started',
          userId,
          target: { kind: 'payment', id: payment.id },
          details: { amount: formatDecimal(amount, currency), currency },
        });
      });
      return payment;
    } catch (error) {
      if (!(error instanceof UniqueConstraintViolationException)) throw error;
      const other = await this.repeated(userId, amount, idempotencyKey);
      if (!other) throw error;
      return other;
    }
  }

  private async repeated(userId: number, amount: bigint, idempotencyKey: string | null): Promise<Payment | null> {
    const known = idempotencyKey === null ? null : await this.payments.ofKey(userId, idempotencyKey);
    if (known && known.amount !== amount)
      throw new ConflictError('idempotency_key_reused', 'This Idempotency-Key was already used for another amount.');
    return known;
  }
}

function outOfRange(code: string, message: string): RefusedError {
  return new RefusedError(code, message, [{ field: 'amount', message }]);
}
