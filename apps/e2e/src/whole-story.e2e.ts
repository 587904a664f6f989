import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { type Journey, register, signIn } from './journey.ts';

const PASSWORD = 'a journey of a thousand miles';
/** Differs with each run, so that a product that already runs can be visited again. */
const USERNAME = `grace-${Date.now() % 1_000_000}`;
const EMAIL = `${USERNAME}@example.com`;

/** The product's first promise, from the first page to the receipt, and what staff see of it. */
export const wholeStory: Journey = {
  name: 'registers, pays, builds a server, is charged by the hour and gets a receipt, and staff see all of it',
  async travel({ open, product, picture }) {
    const page = await open();
    await page.goto(product.url);
    await page.getByRole('link', { name: 'Create account' }).first().click();
    await register(page, product.sandboxUrl, { fullName: 'Grace Hopper', username: USERNAME, email: EMAIL, password: PASSWORD });
    await signIn(page, `${product.url}/sign-in`, USERNAME, PASSWORD);
    await page.waitForURL('**/overview');

    await topUp(page, product.url);
    await picture(page, 'story-paid');
    const serverUrl = await orderServer(page, product.url);
    await picture(page, 'story-building');
    await page.getByText('Running', { exact: true }).first().waitFor({ timeout: 60_000 });
    await picture(page, 'story-running');
    await power(page, 'Shut down', 'Stopped');
    await power(page, 'Start', 'Running');

    const staff = await open();
    await signIn(staff, `${product.url}/admin/sign-in`, 'admin', 'demo-admin-password');
    await staff.waitForURL(url => url.pathname.startsWith('/admin') && !url.pathname.endsWith('sign-in'));
    await staff.goto(`${product.url}/admin/test-clock`);
    await staff.getByLabel('Move ahead by hours').fill('1');
    await staff.getByRole('button', { name: 'Move time ahead' }).click();
    await staff.getByText('What became due is being done.').waitFor();

    await checkCharges(page, product.url);
    await downloadReceipt(page, product.url);

    await staff.goto(`${product.url}/admin/users`);
    await staff.getByText(EMAIL).first().waitFor();
    await staff.goto(`${product.url}/admin/servers`);
    await staff.locator('main').getByText('journey-1').first().waitFor();
    await staff.goto(`${product.url}/admin/transactions`);
    await staff.getByText(USERNAME).first().waitFor();
    await picture(staff, 'story-staff');
    assert.match(serverUrl, /\/servers\/\d+$/);
  },
};

async function topUp(page: Page, url: string): Promise<void> {
  await page.goto(`${url}/billing`);
  await page.getByLabel('Other', { exact: true }).check();
  await page.getByLabel(/^Amount in/).fill('25.00');
  await page.getByRole('button', { name: /Pay \$25\.00/ }).click();
  await page.getByRole('button', { name: /^Pay 25\.00/ }).click();
  await page.waitForURL('**/billing/paypal/return**');
  await page.getByText('The payment is complete').waitFor();
  await page.getByText('$25.00').first().waitFor();
}

async function orderServer(page: Page, url: string): Promise<string> {
  await page.goto(`${url}/servers/order`);
  await page.getByLabel('S1', { exact: true }).check();
  await page.getByLabel(/Frankfurt/).check();
  await page
    .getByLabel(/Debian/)
    .first()
    .check();
  await page.getByLabel('Name', { exact: true }).fill('journey-1');
  await page.getByRole('button', { name: 'Create server' }).first().click();
  await page.waitForURL(/\/servers\/\d+$/);
  return page.url();
}

async function power(page: Page, action: string, result: string): Promise<void> {
  await page.getByRole('button', { name: 'Power' }).click();
  await page.getByRole('menuitem', { name: new RegExp(`^${action}`) }).click();
  if (action !== 'Start') await page.getByRole('dialog').getByRole('button', { name: action }).click();
  await page.getByText(result, { exact: true }).first().waitFor({ timeout: 30_000 });
}

/** Two hours of the smallest server at 5.50 a month: to the cent on the screen, and below it in the entry. */
async function checkCharges(page: Page, url: string): Promise<void> {
  const reply = await page.request.get(`${url}/api/billing/balance`);
  const { balance } = (await reply.json()) as { balance: string };
  assert.equal(balance, '24.984932');
  await page.goto(`${url}/billing`);
  await page.getByRole('table').getByRole('link', { name: 'Usage' }).first().click();
  await page.locator('main').getByText('journey-1').first().waitFor();
  await page
    .getByText(/0\.0075/)
    .first()
    .waitFor();
}

async function downloadReceipt(page: Page, url: string): Promise<void> {
  await page.goto(`${url}/billing`);
  await page
    .getByRole('link', { name: /Top-up|Credit/ })
    .last()
    .click();
  const downloading = page.waitForEvent('download');
  await page.getByRole('button', { name: /^Download R-/ }).click();
  const file = await (await downloading).path();
  assert.equal(readFileSync(file).subarray(0, 5).toString(), '%PDF-');
}
