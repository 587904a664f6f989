import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { formatMoney } from '@sky/money';
import { User } from '@api/auth';
import { Notifications } from '@api/notifications';
import { Clock, Config } from '@api/platform';
import { Documents } from '../documents/documents';
import { Gateways } from '../gateways/gateways';
import { Ledger } from '../ledger/ledger';
import type { Payment } from './payment.entity';
import { houseLines, splitOfCapture, taxOfMovement } from './payment-split';

/** Turns money that a gateway took into credit, once, and tells the customer; part of the surrounding transaction. */
@Injectable()
export class CreditPurchase {
  constructor(
    private readonly em: EntityManager,
    private readonly gateways: Gateways,
    private readonly ledger: Ledger,
    private readonly documents: Documents,
    private readonly notifications: Notifications,
    private readonly clock: Clock,
    private readonly config: Config,
  ) {}

  /** Posts the credit and what of the money is tax, issues the receipt and ends the payment. */
  async credit(payment: Payment, captureId: string, worth: { amount: bigint; remark: string | null }): Promise<void> {
    const { amount, remark } = worth;
    const { userId, currency } = payment;
    const gateway = this.gateways.named(payment.gateway);
    const split = splitOfCapture(payment, amount);
    const { transactionId } = await this.ledger.post({
      reference: `${gateway.referencePrefix}-capture:${captureId}`,
      type: 'credit_purchase',
      description: gateway.name === 'paypal' ? 'Credit paid by PayPal' : 'Credit paid by bank transfer',
      userId,
      amount: split.credit,
      against: houseLines(payment, gateway.clearing, split),
    });
    const tax = taxOfMovement(payment, split);
    await this.documents.issue(transactionId, { tax, orderId: payment.orderId, captureId });
    payment.complete({ captureId, amount, transactionId, remark }, this.clock.now());
    await this.tell(payment, transactionId, { amount: formatMoney(split.credit, currency) });
  }

  private async tell({ id, userId, currency }: Payment, transactionId: bigint, { amount }: { amount: string }): Promise<void> {
    const { fullName } = await this.em.findOneOrFail(User, { id: userId });
    const { balance } = await this.ledger.hold(userId);
    const words = { amount, balance: formatMoney(balance, currency) };
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
      `top-up-received:${id}`,
    );
  }
}
