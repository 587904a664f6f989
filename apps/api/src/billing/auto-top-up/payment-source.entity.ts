import { defineEntity, p } from '@mikro-orm/postgresql';

export const PaymentSourceSchema = defineEntity({
  name: 'PaymentSource',
  tableName: 'payment_sources',
  properties: {
    id: p.integer().primary(),
    userId: p.integer(),
    gateway: p.string().$type<'paypal'>(),
    /** The gateway's name of it; worth nothing without our account there. */
    vaultId: p.string(),
    /** For the customer, such as the address of their PayPal account, partly hidden. */
    label: p.string(),
    createdAt: p.datetime(),
    removedAt: p.datetime().nullable(),
  },
});

/** A way to pay that the gateway keeps, by which a customer's credit is topped up without them. */
export class PaymentSource extends PaymentSourceSchema.class {
  declare removedAt: Date | null;
}
PaymentSourceSchema.setClass(PaymentSource);
