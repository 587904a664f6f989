import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import type { Product } from './product.ts';

/** What a journey has at hand. */
export interface Traveller {
  readonly browser: Browser;
  readonly product: Product;
  /** Opens a page in a fresh context; whatever goes wrong in it (errors in the console, requests elsewhere) fails the journey, except answers with one of the statuses under `refusals`. */
  open(options?: { phone?: boolean; dark?: boolean; context?: BrowserContext; refusals?: readonly number[] }): Promise<Page>;
  /** Keeps a picture in dist/pictures. */
  picture(page: Page, name: string): Promise<void>;
}

/** A story told in a real browser; its name finishes the sentence "a person …". */
export interface Journey {
  readonly name: string;
  travel(traveller: Traveller): Promise<void>;
}

/** Sign-in by the form, as people do it. */
export async function signIn(page: Page, url: string, username: string, password: string): Promise<void> {
  await page.goto(url);
  await page.getByLabel('Username or email').fill(username);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
}

/** The dialog that has just been opened, when it has taken the keyboard: what is typed earlier lands where the focus jumps to meanwhile. */
export async function openedDialog(page: Page): Promise<Locator> {
  const dialog = page.getByRole('dialog');
  await dialog.locator(':focus').waitFor();
  return dialog;
}

/** Waits for what pages do not show, such as the end of a job. */
export async function until(holds: () => Promise<boolean>, what: string): Promise<void> {
  for (let tries = 0; tries < 100; tries++) {
    if (await holds()) return;
    await new Promise(resolve => setTimeout(resolve, 200));
  }
  throw new Error(`Waited in vain: ${what}`);
}

/** Somebody new. */
export interface Newcomer {
  readonly fullName: string;
  readonly username: string;
  readonly email: string;
  readonly password: string;
}

/** Fills in the registration form that is open, and confirms the address by the mailed code. */
export async function register(page: Page, sandboxUrl: string, { fullName, username, email, password }: Newcomer): Promise<void> {
  await page.getByLabel('Full name').fill(fullName);
  await page.getByLabel('Username').fill(username);
  await page.getByLabel('Email').fill(email);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('checkbox').check();
  await page.getByText('Not one of the first that anybody would try, met').waitFor();
  await page.getByRole('button', { name: 'Create account' }).click();
  await page.waitForURL('**/verify**');
  await page.getByLabel('Code', { exact: true }).fill(await codeFor(sandboxUrl, email));
  await page.getByRole('button', { name: 'Confirm email' }).click();
  await page.getByRole('heading', { name: 'Your email is confirmed' }).waitFor();
}

/** Reads the code from the sandbox's mailbox, as the person would. */
async function codeFor(sandboxUrl: string, address: string): Promise<string> {
  for (let tries = 0; tries < 100; tries++) {
    const reply = await fetch(`${sandboxUrl}/_control/mail?to=${encodeURIComponent(address)}`);
    const { data } = (await reply.json()) as { data: { subject: string }[] };
    const code = /\b\d{6}\b/.exec(data[0]?.subject ?? '')?.[0];
    if (code) return code;
    await new Promise(resolve => setTimeout(resolve, 100));
  }
  throw new Error(`No code arrived for ${address}`);
}
