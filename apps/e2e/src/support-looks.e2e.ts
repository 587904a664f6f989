import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { type Journey, openedDialog, signIn } from './journey.ts';

const REASON = 'Ticket 12: the invoice of October.';

/** What the customer and the member of staff each see when support looks at an account with the customer's eyes. */
export const supportLooks: Journey = {
  name: 'of support looks at an account with the customer’s eyes, changes nothing, and comes back',
  async travel({ open, product, picture }) {
    const desk = await open({ refusals: [403] });
    await signIn(desk, `${product.url}/admin/sign-in`, 'sven', 'demo-sven-password');
    await desk.waitForURL(url => !url.pathname.endsWith('sign-in'));
    await lookAt(desk, product.url, 'Ada Lovelace');

    const strip = desk.getByRole('status').filter({ hasText: 'looks at the account of' });
    await strip.waitFor();
    assert.match((await strip.textContent()) ?? '', /sven looks at the account of Ada Lovelace as support, reading only\./);
    await picture(desk, 'support-looking');
    await desk.getByRole('link', { name: 'mail-1' }).first().waitFor();

    await seenByTheCustomer(await open(), product.url, picture);
    await refusedCalmly(desk, product.url);
    await picture(desk, 'support-refused');

    await desk.getByRole('button', { name: 'Back to the console' }).click();
    await desk.waitForURL('**/admin/users/*');
    await desk.getByRole('heading', { name: 'Ada Lovelace' }).waitFor();
    await desk.getByText('Sven Ek').first().waitFor();
  },
};

async function lookAt(page: Page, url: string, name: string): Promise<void> {
  await page.goto(`${url}/admin/users`);
  await page.getByRole('link', { name }).click();
  await page.getByRole('button', { name: 'Look as the customer' }).click();
  const dialog = await openedDialog(page);
  await dialog.getByLabel('Reason').fill(REASON);
  await dialog.getByRole('button', { name: 'Look as the customer' }).click();
  await page.waitForURL('**/overview');
}

/** The customer can tell support's session from their own ones, and reads why somebody looked. */
async function seenByTheCustomer(page: Page, url: string, picture: (page: Page, name: string) => Promise<void>): Promise<void> {
  await signIn(page, `${url}/sign-in`, 'ada', 'demo-ada-password');
  await page.waitForURL('**/overview');
  await page.goto(`${url}/account/security`);
  await page.getByText('Support, reading only').first().waitFor();
  await page.getByText('Looked at the portal as a customer').first().waitFor();
  await picture(page, 'support-seen');
  await page.goto(`${url}/account/notifications`);
  await page.locator('ui-news-list').getByText(REASON).first().waitFor();
}

/** A change is refused in words where it was tried, and the form keeps what was typed. */
async function refusedCalmly(page: Page, url: string): Promise<void> {
  await page.goto(`${url}/account`);
  await page.getByLabel('Full name').fill('Somebody Else');
  await page.getByRole('button', { name: 'Save profile' }).click();
  await page.getByText('You look at this account as support: reading only.').waitFor();
  assert.equal(await page.getByLabel('Full name').inputValue(), 'Somebody Else');
  await page.reload();
  await page.waitForFunction(() => document.querySelector<HTMLInputElement>('#full-name')?.value === 'Ada Lovelace');
}
