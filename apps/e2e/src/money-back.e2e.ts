import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { type Journey, openedDialog, signIn, until } from './journey.ts';

const CODE = `JOURNEY-${Date.now() % 1_000_000}`;

/** Money that comes by a code and by PayPal, goes back in part, and stands in every book as it should. */
export const moneyBack: Journey = {
  name: 'redeems a code, pays, gets a part back and a statement, and the books agree',
  async travel({ open, product: { url }, picture }) {
    const staff = await open();
    await signIn(staff, `${url}/admin/sign-in`, 'bea', 'demo-bea-password');
    await staff.waitForURL(address => address.pathname.startsWith('/admin') && !address.pathname.endsWith('sign-in'));
    await createCode(staff, url);

    const linus = await open();
    await signIn(linus, `${url}/sign-in`, 'linus', 'demo-linus-password');
    await linus.waitForURL('**/overview');
    const before = await balanceOf(linus, url);
    await linus.goto(`${url}/billing`);
    await linus.getByLabel('Code', { exact: true }).fill(CODE.toLowerCase());
    await linus.getByRole('button', { name: 'Redeem' }).click();
    await linus.getByText('$5.00 were added to your credit.').waitFor();
    await picture(linus, 'money-redeemed');
    await topUp(linus, url);

    await refundPart(staff, url);
    await picture(staff, 'money-refunded');
    await until(async () => (await balanceOf(linus, url)) - before === 1_500n, 'the refund is taken back');

    await downloadStatement(linus, url);
    await picture(linus, 'money-statements');
    await booksAgree(staff, url);
    await picture(staff, 'money-books');
  },
};

async function createCode(page: Page, url: string): Promise<void> {
  await page.goto(`${url}/admin/promo-codes`);
  await page.getByRole('button', { name: 'New code' }).click();
  const dialog = await openedDialog(page);
  await dialog.getByLabel('Code', { exact: true }).fill(CODE);
  await dialog.getByLabel(/^Credit, in/).fill('5.00');
  await dialog.getByRole('button', { name: 'Create code' }).click();
  await page.getByRole('table').getByText(CODE).waitFor();
}

async function topUp(page: Page, url: string): Promise<void> {
  await page.goto(`${url}/billing`);
  await page.getByRole('button', { name: /Pay \$20\.00/ }).click();
  await page.getByRole('button', { name: /^Pay 20\.00/ }).click();
  await page.waitForURL('**/billing/paypal/return**');
  await page.getByText('The payment is complete').waitFor();
}

async function refundPart(page: Page, url: string): Promise<void> {
  await page.goto(`${url}/admin/payments`);
  await page
    .getByRole('table')
    .getByRole('link', { name: /20\.00/ })
    .first()
    .click();
  await page
    .getByRole('button', { name: /^Refund/ })
    .first()
    .click();
  const dialog = await openedDialog(page);
  await dialog.getByLabel(/^Amount/).fill('10.00');
  await dialog.getByLabel(/^Reason/).fill('Bought too much');
  await dialog.getByRole('button', { name: /^Refund/ }).click();
  await dialog.waitFor({ state: 'hidden' });
}

async function downloadStatement(page: Page, url: string): Promise<void> {
  await page.goto(`${url}/billing/statements`);
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page
      .getByRole('button', { name: /as PDF$/ })
      .first()
      .click(),
  ]);
  const file = await download.path();
  assert.equal(readFileSync(file).subarray(0, 5).toString(), '%PDF-');
}

async function booksAgree(page: Page, url: string): Promise<void> {
  await page.goto(`${url}/admin/reconciliation`);
  await page.getByRole('button', { name: 'Verify now' }).click();
  await page.getByText('add up, each with its hash.').waitFor({ timeout: 60_000 });
  await page.getByRole('button', { name: 'Compare now' }).click();
  await page.getByText('no differences.').waitFor({ timeout: 60_000 });
}

/** Credit in cents; what is below a cent may have been charged meanwhile. */
async function balanceOf(page: Page, url: string): Promise<bigint> {
  const { balance } = (await (await page.request.get(`${url}/api/billing/balance`)).json()) as { balance: string };
  const [whole = '0', parts = ''] = balance.split('.');
  return BigInt(whole) * 100n + BigInt(parts.slice(0, 2).padEnd(2, '0'));
}
