import { Injectable } from '@nestjs/common';
import { UnavailableError } from '@api/platform';
import { BankTransferGateway } from './bank/bank-transfer-gateway';
import type { GatewayName, PaymentGateway } from './payment-gateway';
import { PayPalGateway } from './paypal/paypal-gateway';

/** Every way to be paid, by its name. A further one is an adapter and a line here. */
@Injectable()
export class Gateways {
  private readonly all: readonly PaymentGateway[];

  constructor(paypal: PayPalGateway, bankTransfer: BankTransferGateway) {
    this.all = [paypal, bankTransfer];
  }

  /** Also one that is offered no more: its payments still live. */
  named(name: GatewayName): PaymentGateway {
    const found = this.all.find(gateway => gateway.name === name);
    if (!found) throw new Error(`There is no gateway ${name}`);
    return found;
  }

  /** What customers may choose from, the first being what is chosen when they do not. */
  offered(): readonly PaymentGateway[] {
    return this.all.filter(gateway => gateway.isOffered());
  }

  /** The gateway that a customer chose; refuses what is not offered. */
  chosen(name: GatewayName | undefined): PaymentGateway {
    const found = name === undefined ? this.offered()[0] : this.offered().find(gateway => gateway.name === name);
    if (!found)
      throw new UnavailableError(
        'payments_not_configured',
        name === undefined || this.offered().length === 0
          ? 'Payments are not set up here yet. Contact support.'
          : 'This way to pay is not offered here. Choose another.',
      );
    return found;
  }
}
