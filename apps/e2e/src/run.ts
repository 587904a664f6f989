// Starts the product on free ports, sends every journey through it, and leaves the counts where `npm test` adds them up.
import { mkdirSync, writeFileSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { launchChromium } from './chromium.ts';
import type { Journey, Traveller } from './journey.ts';
import { lookingAround } from './looking-around.e2e.ts';
import { moneyBack } from './money-back.e2e.ts';
import { openConsole } from './open-console.e2e.ts';
import { safeAccount } from './safe-account.e2e.ts';
import { type Product, startProduct } from './product.ts';
import { supportLooks } from './support-looks.e2e.ts';
import { wholeStory } from './whole-story.e2e.ts';

const JOURNEYS: readonly Journey[] = [wholeStory, openConsole, moneyBack, safeAccount, supportLooks, lookingAround];
const PICTURES = 'dist/pictures';
const PHONE = { width: 390, height: 844 };
const DESKTOP = { width: 1280, height: 800 };

mkdirSync(PICTURES, { recursive: true });
mkdirSync('dist/test-results', { recursive: true });
// A product that already runs can be visited instead of starting one: JOURNEY_URL and JOURNEY_SANDBOX_URL. An argument picks journeys by a word of their name.
const { JOURNEY_URL, JOURNEY_SANDBOX_URL } = process.env;
const product = JOURNEY_URL
  ? { url: JOURNEY_URL, sandboxUrl: JOURNEY_SANDBOX_URL ?? '', stop: () => Promise.resolve() }
  : await startProduct();
const chosen = JOURNEYS.filter(({ name }) => name.includes(process.argv[2] ?? ''));
const browser = await launchChromium();
let failed = 0;
try {
  for (const journey of chosen) failed += (await isPassed(journey)) ? 0 : 1;
} finally {
  await browser.close();
  await product.stop();
}
writeFileSync(
  'dist/test-results/e2e.json',
  JSON.stringify({ numPassedTests: chosen.length - failed, numFailedTests: failed, numRuntimeErrorTestSuites: 0 }),
);
process.exit(failed === 0 ? 0 : 1);

async function isPassed(journey: Journey): Promise<boolean> {
  const complaints: string[] = [];
  const pages: Page[] = [];
  const startedAt = performance.now();
  try {
    await journey.travel(travellerFor(product, browser, complaints, pages));
    if (complaints.length > 0) throw new Error(`The browser complained:\n${complaints.join('\n')}`);
    console.log(`  ✓ a person ${journey.name} (${Math.round(performance.now() - startedAt)} ms)`);
    return true;
  } catch (error) {
    console.error(`  ✕ a person ${journey.name}`, error, complaints);
    for (const [index, page] of pages.entries())
      await page.screenshot({ path: `${PICTURES}/failed-${index}.png`, fullPage: true }).catch(() => undefined);
    return false;
  } finally {
    for (const page of pages) await page.context().close();
  }
}

function travellerFor(product: Product, browser: Browser, complaints: string[], pages: Page[]): Traveller {
  return {
    browser,
    product,
    async open({ phone = false, dark = false, context, refusals = [] } = {}) {
      const own =
        context ??
        (await browser.newContext({
          viewport: phone ? PHONE : DESKTOP,
          colorScheme: dark ? 'dark' : 'light',
          acceptDownloads: true,
        }));
      const page = await own.newPage();
      page.setDefaultTimeout(15_000);
      page.on('pageerror', error => complaints.push(error.message));
      page.on('console', message => {
        const isExpected = refusals.some(status => message.text().includes(`status of ${status} `));
        if (message.type() === 'error' && !isExpected) complaints.push(message.text());
      });
      page.on('request', request => {
        const { origin } = new URL(request.url());
        if (!request.url().startsWith('data:') && origin !== product.url && origin !== product.sandboxUrl)
          complaints.push(`request to ${origin}`);
      });
      pages.push(page);
      return page;
    },
    async picture(page, name) {
      await page.screenshot({ path: `${PICTURES}/${name}.png`, fullPage: false });
    },
  };
}
