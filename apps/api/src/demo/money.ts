import type { INestApplicationContext } from '@nestjs/common';
import type { User } from '@api/auth';
import { BillingDetails, PromoCodeDesk, PromoRedemption, RefundDesk, StaffCredits, TaxDesk } from '@api/billing';
import { SettingsService } from '@api/settings';

const DANISH_VAT_BASIS_POINTS = 2_500;

/** How the company takes money: by PayPal and by bank, with Danish VAT in its prices, and a code for newcomers. */
export async function openTill(app: INestApplicationContext, { id: staffId }: User): Promise<void> {
  const settings = app.get(SettingsService);
  await settings.set('company.country', 'DK');
  await settings.set('billing.bankTransferEnabled', true);
  await settings.set('billing.automaticTopUp', true);
  await settings.set(
    'billing.bankDetails',
    'Northwind Cloud Ltd\nIBAN DK50 0040 0440 1162 43\nBIC NDEADKKK\nHarbour Bank, Copenhagen',
  );
  const rule = { country: 'DK', mode: 'inclusive', rateBasisPoints: DANISH_VAT_BASIS_POINTS, name: 'VAT' } as const;
  await app.get(TaxDesk).set({ ...rule, customerKind: 'consumer' }, null, staffId);
  await app
    .get(PromoCodeDesk)
    .create({ code: 'WELCOME5', kind: 'amount', amount: '5.00', mostPerUser: 1, creditLastsDays: 60 }, staffId);
}

/** Somebody tells where they live, for their receipts. */
export async function livesInAarhus(app: INestApplicationContext, { id }: User): Promise<void> {
  const address = { company: '', street: 'Vestergade 7', postcode: '8000', city: 'Aarhus', country: 'DK', taxId: '' };
  await app.get(BillingDetails).set(id, address);
}

/** Somebody redeems the code for newcomers. */
export async function isWelcomed(app: INestApplicationContext, { id }: User): Promise<void> {
  await app.get(PromoRedemption).redeem(id, 'WELCOME5');
}

/** Staff make good for an outage at once; a larger wish waits for a second person. */
export async function makeGood(app: INestApplicationContext, { id: userId }: User, { id: staffId }: User): Promise<void> {
  const credits = app.get(StaffCredits);
  await credits.add({ userId, amount: '2.00', reason: 'For the outage of last Tuesday' }, null, staffId);
  await credits.add({ userId, amount: '150.00', reason: 'Yearly contract, first part' }, null, staffId);
}

/** Staff give part of a top-up back. */
export async function giveBack(
  app: INestApplicationContext,
  paymentId: number,
  amount: string,
  { id: staffId }: User,
): Promise<void> {
  await app.get(RefundDesk).request({ paymentId, amountText: amount, reason: 'Paid more than they wanted', staffId });
}
