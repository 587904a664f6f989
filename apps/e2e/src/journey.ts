import type { Browser, BrowserContext, Page } from 'playwright-core';
import type { Product } from './product.ts';

/** What a journey has at hand. */
export interface Traveller {
  readonly browser: Browser;
  readonly product: Product;
  /** Opens a page in a fresh context; whatever goes wrong in it (errors in the console, requests elsewhere) fails the journey. */
  open(options?: { phone?: boolean; dark?: boolean; context?: BrowserContext }): Promise<Page>;
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
  await page.getByRole('button', { name: 'Sign in' }).click();
}
