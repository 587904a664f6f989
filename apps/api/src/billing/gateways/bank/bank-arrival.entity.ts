import { defineEntity, p } from '@mikro-orm/postgresql';

export const BankArrivalSchema = defineEntity({
  name: 'BankArrival',
  tableName: 'bank_arrivals',
  properties: {
    id: p.integer().primary(),
    paymentId: p.integer(),
    /** The bank's own number of the booking; a booking is recorded once. */
    bankReference: p.string(),
    amount: p.bigint('bigint'),
    currency: p.string(),
    arrivedOn: p.string().columnType('date'),
    recordedByUserId: p.integer().nullable(),
    recordedAt: p.datetime(),
  },
});

/** Money that staff saw on the bank's statement. */
export class BankArrival extends BankArrivalSchema.class {}
BankArrivalSchema.setClass(BankArrival);
