import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { formatMoney } from '@sky/money';
import { User } from '@api/auth';
import { Notifications } from '@api/notifications';
import { Clock, Config } from '@api/platform';
import { Ledger } from '../ledger/ledger';
import type { Payment } from './payment.entity';

/** Turns money that PayPal took into credit, once, and tells the customer; part of the surrounding transaction. */
@Injectable()
export class CreditPurchase {
  constructor(
    private readonly em: EntityManager,
    private readonly ledger: Ledger,
    private readonly notifications: Notifications,
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
    const { fullName } = await this.em.findOneOrFail(User, { id: userId });
    const { balance } = await this.ledger.hold(userId);
    const words = { amount: formatMoney(amount, currency), balance: formatMoney(balance, currency) };
    const link = `/billing/transactions/${transactionId}`;
    await this.notifications.tell(
      {
        userId,
        kind: 'billing',
        title: `We received ${words.amount}`,
        body: `Your credit is now ${words.balance}.`,
        link,
        mail: { template: 'top-up-received', values: { fullName, ...words, link: this.config.env.PUBLIC_URL + link } },
      },
      `top-up-received:${payment.id}`,
    );
  }
}
