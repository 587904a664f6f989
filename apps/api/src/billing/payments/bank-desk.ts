import { EntityManager, UniqueConstraintViolationException } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { formatDecimal } from '@sky/money';
import { AuditLog } from '@api/audit';
import { Clock, ConflictError, failpoint, Jobs, RefusedError } from '@api/platform';
import { BankArrival } from '../gateways/bank/bank-arrival.entity';
import { Gateways } from '../gateways/gateways';
import { readAmount } from '../read-amount';
import { paymentNotFound } from './buyer-return';
import { CaptureService } from './capture.service';
import type { Payment } from './payment.entity';
import { PaymentRepository } from './payment.repository';

/** What staff read on the bank's statement. */
export interface ArrivalRecord {
  readonly paymentId: number;
  readonly amountText: string;
  /** `2026-11-25` */
  readonly arrivedOn: string;
  readonly bankReference: string;
  readonly staffId: number;
}

/** Records money that arrived by bank transfer; crediting it is for the one function that credits anything. */
@Injectable()
export class BankDesk {
  constructor(
    private readonly em: EntityManager,
    private readonly payments: PaymentRepository,
    private readonly gateways: Gateways,
    private readonly captures: CaptureService,
    private readonly jobs: Jobs,
    private readonly clock: Clock,
    private readonly audit: AuditLog,
  ) {}

  /** The same booking recorded twice is one; a booking of another payment, or a second one for this, is refused. */
  async recordArrival(record: ArrivalRecord): Promise<Payment> {
    const { paymentId } = record;
    await failpoint('arrival.before-row');
    try {
      await this.em.fork().transactional(em => this.write(em, record));
    } catch (error) {
      if (!(error instanceof UniqueConstraintViolationException)) throw error;
      throw new ConflictError('bank_reference_used', 'This booking of the bank, or this payment, was recorded already.');
    }
    await failpoint('arrival.after-row');
    return this.captures.settle(paymentId, 'news');
  }

  private async write(em: EntityManager, record: ArrivalRecord): Promise<void> {
    const { paymentId, amountText, arrivedOn, bankReference, staffId } = record;
    if (!(await this.payments.exists(paymentId))) throw paymentNotFound();
    const payment = await this.payments.held(paymentId);
    if (!this.gateways.named(payment.gateway).capabilities.capturesItself)
      throw new RefusedError('not_a_transfer', 'Only arrivals of bank transfers are recorded by hand.');
    const { currency } = payment;
    const amount = readAmount(amountText, currency, 'amount');
    if (amount === 0n) throw amountRefused('Money that arrived is more than nothing.');
    if (new Date(`${arrivedOn}T00:00:00Z`).getTime() > this.clock.now().getTime())
      throw new RefusedError('arrival_in_future', 'Record it once it has arrived.', [
        { field: 'arrivedOn', message: 'This day has not come yet.' },
      ]);
    const known = await em.findOne(BankArrival, { paymentId });
    if (known?.bankReference === bankReference && known.amount === amount) return;
    if (known)
      throw new ConflictError('arrival_recorded', `Booking ${known.bankReference} was recorded for this payment already.`);
    const at = this.clock.now();
    const fields = { paymentId, bankReference, amount, currency, arrivedOn, recordedByUserId: staffId, recordedAt: at };
    await em.persist(Object.assign(new BankArrival(), fields)).flush();
    await this.jobs.add('billing.settle-payment', { paymentId }, { singletonKey: `payment:${paymentId}` });
    await this.audit.record({
      action: 'payment.arrival-recorded',
      userId: payment.userId,
      target: { kind: 'payment', id: paymentId },
      details: { amount: formatDecimal(amount, currency), currency, bankReference, arrivedOn },
    });
  }
}

function amountRefused(message: string): RefusedError {
  return new RefusedError('invalid_amount', message, [{ field: 'amount', message }]);
}
