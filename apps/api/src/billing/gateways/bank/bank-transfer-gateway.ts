import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { formatDecimal } from '@sky/money';
import { Config } from '@api/platform';
import { SettingsService } from '@api/settings';
import {
  type CapturedSubject,
  type OpenedOrder,
  type OrderWish,
  PaymentGateway,
  type PaymentTruth,
  type RefundTruth,
} from '../payment-gateway';
import { BankArrival } from './bank-arrival.entity';
import { bankReference } from './bank-reference';

const SIXTY_DAYS_MS = 60 * 86_400_000;

/**
 * Transfers to the host's bank account. Its books are the arrivals that staff record from the bank's statement, so it answers
 * at once and never leaves anything open; refunds are paid out by a person, who records that too.
 */
@Injectable()
export class BankTransferGateway extends PaymentGateway {
  readonly name = 'bank_transfer';
  readonly label = 'Bank transfer';
  readonly clearing = 'bank_clearing';
  readonly referencePrefix = 'bank';
  readonly capabilities = {
    redirects: false,
    capturesItself: true,
    refundsItself: false,
    keepsSources: false,
    hasDisputes: false,
    patienceMs: SIXTY_DAYS_MS,
  };

  constructor(
    private readonly em: EntityManager,
    private readonly settings: SettingsService,
    private readonly config: Config,
  ) {
    super();
  }

  isOffered(): boolean {
    return this.settings.get('billing.bankTransferEnabled') && this.settings.get('billing.bankDetails').trim() !== '';
  }

  /** An order is a reference to write on the transfer; nobody has to be asked for it. */
  open({ paymentId, requestId }: OrderWish): Promise<OpenedOrder> {
    const orderId = bankReference(paymentId, requestId, this.config.env.APP_KEY);
    return Promise.resolve({ kind: 'opened', orderId, approveUrl: null });
  }

  async look(orderId: string): Promise<PaymentTruth> {
    const [arrival] = await this.em
      .fork()
      .execute<{ bankReference: string; amount: string; currency: string; paymentId: number }[]>(
        `select a.bank_reference as "bankReference", a.amount, a.currency, a.payment_id as "paymentId"
         from bank_arrivals a join payments p on p.id = a.payment_id where p.gateway = ? and p.order_id = ?`,
        [this.name, orderId],
      );
    if (!arrival) return { kind: 'not_approved', approveUrl: null };
    const { bankReference: id, currency, paymentId } = arrival;
    return {
      kind: 'captured',
      capture: {
        id,
        amount: formatDecimal(BigInt(arrival.amount), currency),
        currency,
        customId: String(paymentId),
        reason: null,
        hasGoneBack: false,
        source: null,
      },
    };
  }

  /** There is nothing to ask for: money arrives or it does not. */
  capture(orderId: string): Promise<PaymentTruth> {
    return this.look(orderId);
  }

  refund(): Promise<RefundTruth> {
    return Promise.resolve({ kind: 'pending', gatewayRefundId: null, reason: 'To be paid out by bank transfer.' });
  }

  /** A refund has the bank's number once somebody has paid it out and said so. */
  lookAtRefund(gatewayRefundId: string): Promise<RefundTruth> {
    return Promise.resolve({ kind: 'completed', gatewayRefundId });
  }

  async goneBack({ paymentId }: CapturedSubject): Promise<bigint> {
    const [row] = await this.em
      .fork()
      .execute<{ total: string }[]>(
        `select coalesce(sum(amount), 0) as total from refunds where payment_id = ? and state = 'completed'`,
        [paymentId],
      );
    return BigInt(row?.total ?? 0);
  }

  /** The arrival of a payment, where it is recorded. */
  arrivalOf(paymentId: number): Promise<BankArrival | null> {
    return this.em.fork().findOne(BankArrival, { paymentId });
  }
}
