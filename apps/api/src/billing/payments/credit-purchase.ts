import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { formatMoney } from '@sky/money';
import { User } from '@api/auth';
import { MailService } from '@api/mail';
import { Clock, Config } from '@api/platform';
import { Ledger } from '../ledger/ledger';
import type { Payment } from './payment.entity';

/** Turns money that PayPal took into credit, once, and tells the customer; part of the surrounding transaction. */
@Injectable()
export class CreditPurchase {
  constructor(
    private readonly em: EntityManager,
    private readonly ledger: Ledger,
    private readonly mail: MailService,
    private readonly clock: Clock,
    private readonly config: Config,
  ) {}

  async credit(payment: Payment, captureId: string, worth: { amount: bigint; remark: string | null }): Promise<void> {
    const { amount, remark } = worth;
    const { userId, currency } = payment;
    const { transactionId } = await this.ledger.post({
      reference: `paypal-capture:${captureId}`,
      type: 'credit_purchase',
      description: 'Credit paid by PayPal',
      userId,
      amount,
      against: 'paypal_clearing',
    });
    payment.complete({ captureId, amount, transactionId, remark }, this.clock.now());
    const { email, fullName } = await this.em.findOneOrFail(User, { id: userId });
    const { balance } = await this.ledger.hold(userId);
    await this.mail.send(
      { userId, email },
      'top-up-received',
      {
        fullName,
        amount: formatMoney(amount, currency),
        balance: formatMoney(balance, currency),
        link: `${this.config.env.PUBLIC_URL}/billing/transactions/${transactionId}`,
      },
      `top-up-received:${payment.id}`,
    );
  }
}
