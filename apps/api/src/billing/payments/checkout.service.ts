import { EntityManager, UniqueConstraintViolationException } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { formatDecimal, formatMoney, parseMoney } from '@sky/money';
import { AuditLog } from '@api/audit';
import { Clock, ConflictError, failpoint, RefusedError, UnavailableError } from '@api/platform';
import { SettingsService } from '@api/settings';
import { Gateways } from '../gateways/gateways';
import type { GatewayName, PaymentGateway } from '../gateways/payment-gateway';
import { Ledger } from '../ledger/ledger';
import { readAmount } from '../read-amount';
import { type TaxQuote, TaxRules } from '../tax/tax-rules';
import { OrderOpener } from './order-opener';
import { Payment } from './payment.entity';
import { PaymentRepository } from './payment.repository';

/** A payment that waits for its buyer. */
export interface Checkout {
  readonly paymentId: number;
  readonly gateway: GatewayName;
  readonly orderId: string;
  /** Null where the buyer pays without going anywhere, as by bank transfer. */
  readonly approveUrl: string | null;
}

/** How the buyer wants to pay. */
export interface CheckoutChoice {
  readonly gateway?: GatewayName | undefined;
  /** The gateway shall keep the way to pay for automatic top-ups. */
  readonly storesSource?: boolean | undefined;
}

/** What a wished credit costs. */
export interface TopUpQuote extends TaxQuote {
  readonly credit: bigint;
  readonly currency: string;
}

/** Begins top-ups. Nothing is credited here: that takes a capture. */
@Injectable()
export class CheckoutService {
  constructor(
    private readonly em: EntityManager,
    private readonly payments: PaymentRepository,
    private readonly orders: OrderOpener,
    private readonly gateways: Gateways,
    private readonly taxes: TaxRules,
    private readonly ledger: Ledger,
    private readonly settings: SettingsService,
    private readonly clock: Clock,
    private readonly audit: AuditLog,
  ) {}

  /** What a wished credit costs; refuses amounts that cannot be bought. */
  async quote(userId: number, amountText: string): Promise<TopUpQuote> {
    const credit = this.readTopUp(amountText);
    return { ...(await this.taxes.quote(userId, credit)), credit, currency: this.ledger.currency };
  }

  /** Writes the payment down, then has the gateway make its order; the same key finds the same payment again. */
  async addCredits(
    userId: number,
    amountText: string,
    idempotencyKey: string | null,
    choice: CheckoutChoice = {},
  ): Promise<Checkout> {
    const gateway = this.gateways.chosen(choice.gateway);
    const credit = this.readTopUp(amountText);
    const storesSource = choice.storesSource === true && this.mayKeepSource(gateway);
    const known = await this.repeated(userId, credit, idempotencyKey);
    const payment = known ?? (await this.open(userId, credit, idempotencyKey, { gateway, storesSource }));
    await failpoint('topup.after-row');
    const { id, orderId, approveUrl, state } = await this.orders.open(payment.id);
    await failpoint('topup.before-reply');
    const { label, capabilities } = this.gateways.named(payment.gateway);
    if (orderId !== null && (approveUrl !== null || !capabilities.redirects))
      return { paymentId: id, gateway: payment.gateway, orderId, approveUrl };
    throw new UnavailableError(
      'payments_unavailable',
      state === 'failed'
        ? `${label} cannot take payments at the moment. Nothing was charged; try again later.`
        : `${label} did not answer in time. Nothing was charged; try again in a moment.`,
    );
  }

  private mayKeepSource({ capabilities }: PaymentGateway): boolean {
    return capabilities.keepsSources && this.settings.get('billing.automaticTopUp');
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

  /** Commits the payment before the gateway hears of it, so that no order is ever without one. */
  private async open(
    userId: number,
    credit: bigint,
    idempotencyKey: string | null,
    { gateway, storesSource }: { gateway: PaymentGateway; storesSource: boolean },
  ): Promise<Payment> {
    const { currency } = this.ledger;
    const { amount, snapshot: tax } = await this.taxes.quote(userId, credit);
    const wish = { userId, gateway: gateway.name, amount, credit, tax, currency, idempotencyKey, storesSource };
    const payment = Payment.open(wish, this.clock.now());
    await failpoint('topup.before-row');
    try {
      await this.em.fork().transactional(async em => {
        await em.persist(payment).flush();
        await this.audit.record({
          action: 'payment.started',
          userId,
          target: { kind: 'payment', id: payment.id },
          details: { amount: formatDecimal(amount, currency), currency, gateway: gateway.name },
        });
      });
      return payment;
    } catch (error) {
      if (!(error instanceof UniqueConstraintViolationException)) throw error;
      const other = await this.repeated(userId, credit, idempotencyKey);
      if (!other) throw error;
      return other;
    }
  }

  private async repeated(userId: number, credit: bigint, idempotencyKey: string | null): Promise<Payment | null> {
    const known = idempotencyKey === null ? null : await this.payments.ofKey(userId, idempotencyKey);
    if (known && known.credit !== credit)
      throw new ConflictError('idempotency_key_reused', 'This Idempotency-Key was already used for another amount.');
    return known;
  }
}

function outOfRange(code: string, message: string): RefusedError {
  return new RefusedError(code, message, [{ field: 'amount', message }]);
}
