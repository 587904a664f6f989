import { Injectable } from '@nestjs/common';
import { ConflictError, NotFoundError, RefusedError } from '@api/platform';
import { BalanceReader } from '../balance/balance-reader';
import { type TransactionRow, TransactionReader } from '../transactions/transaction-reader';
import { CaptureService } from './capture.service';
import type { Payment } from './payment.entity';
import { type PaymentRow, PaymentReader } from './payment-reader';
import { PaymentRepository } from './payment.repository';

/** How a payment stands when its buyer comes back from PayPal. */
export interface Returned {
  readonly payment: PaymentRow;
  /** Null until the money has arrived. */
  readonly transaction: TransactionRow | null;
  readonly balance: bigint;
  readonly currency: string;
}

/** Receives buyers who come back from PayPal: has the order captured and says how it stands, truly. */
@Injectable()
export class BuyerReturn {
  constructor(
    private readonly captures: CaptureService,
    private readonly payments: PaymentRepository,
    private readonly reader: PaymentReader,
    private readonly transactions: TransactionReader,
    private readonly balances: BalanceReader,
  ) {}

  /** Refuses what the buyer can do something about: an order not approved, a way to pay that was declined. */
  async receive(orderId: string, userId: number): Promise<Returned> {
    const mine = await this.payments.ofOrder(orderId, userId);
    if (!mine) throw paymentNotFound();
    const payment = await this.captures.settle(mine.id, 'buyer');
    refuseWhatIsForTheBuyer(payment);
    const row = await this.reader.find(payment.id, userId);
    if (!row) throw paymentNotFound();
    const found = row.transactionId === null ? null : await this.transactions.find(Number(row.transactionId), userId);
    const { balance, currency } = await this.balances.of(userId);
    return { payment: row, transaction: found, balance, currency };
  }
}

function refuseWhatIsForTheBuyer({ state, isDeclined, approveUrl }: Payment): void {
  if (isDeclined && state === 'failed')
    throw declined('PayPal declined the payment. Nothing was credited; start a new one.', null);
  if (state !== 'created') return;
  if (isDeclined) throw declined('PayPal declined the payment. Choose another way to pay there.', approveUrl);
  throw new ConflictError(
    'payment_not_approved',
    'PayPal says that this payment was not approved. Nothing was charged.',
    approveUrlDetails(approveUrl),
  );
}

function declined(message: string, approveUrl: string | null): RefusedError {
  return new RefusedError('payment_declined', message, approveUrlDetails(approveUrl));
}

function approveUrlDetails(approveUrl: string | null) {
  return approveUrl === null ? undefined : [{ field: 'approveUrl', message: approveUrl }];
}

export function paymentNotFound(): NotFoundError {
  return new NotFoundError('payment_not_found', 'There is no such payment.');
}
