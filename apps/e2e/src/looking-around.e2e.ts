import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import { type Journey, signIn, type Traveller } from './journey.ts';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const PUBLIC = [
  '/',
  '/plans',
  '/register',
  '/sign-in',
  '/verify',
  '/forgot-password',
  '/reset-password?token=x',
  '/not-me?token=x',
];
const ACCOUNT = [
  '/account',
  '/account/security',
  '/account/ssh-keys',
  '/account/api-keys',
  '/account/notifications',
  '/account/data',
];
const BILLING = ['/billing', '/billing/usage', '/billing/statements', '/billing/automatic-top-up', '/billing/transactions/2'];
const PORTAL = [
  '/overview',
  '/servers',
  '/servers/order',
  '/servers/addresses',
  '/servers/disks',
  '/servers/1',
  '/servers/1/network',
  '/servers/1/rebuild',
  '/servers/1/settings',
  '/servers/1/traffic',
  '/servers/1/activity',
  '/servers/1/console/access',
  ...BILLING,
  ...ACCOUNT,
];
const CONSOLE = [
  '/admin/',
  '/admin/users',
  '/admin/users/2',
  '/admin/users/4',
  '/admin/servers',
  '/admin/money',
  '/admin/transactions',
  '/admin/transactions/2',
  '/admin/tax-rates',
  '/admin/payments',
  '/admin/payments/1',
  '/admin/refunds',
  '/admin/disputes',
  '/admin/settlement',
  '/admin/virtfusion',
  '/admin/webhooks',
  '/admin/webhooks/1',
  '/admin/credits',
  '/admin/promo-codes',
  '/admin/reconciliation',
  '/admin/billing-runs',
  '/admin/debtors',
  '/admin/meters',
  '/admin/packages',
  '/admin/jobs',
  '/admin/audit',
  '/admin/security',
  '/admin/second-factor',
  '/admin/api-keys',
  '/admin/roles',
  '/admin/settings',
  '/admin/notifications',
  '/admin/account',
];
const LOOKS = [
  { phone: false, dark: false },
  { phone: false, dark: true },
  { phone: true, dark: false },
  { phone: true, dark: true },
] as const;

interface Finding {
  id: string;
  nodes: { target: string[]; failureSummary?: string }[];
}

/** Every page in both themes, on a desk and on a phone: nothing for axe to complain about, nothing wider than the screen. */
export const lookingAround: Journey = {
  name: 'finds every page readable, by hand, by keyboard, by ear, in the dark and on a phone',
  async travel(traveller) {
    const problems: string[] = [];
    for (const look of LOOKS) {
      problems.push(...(await visit(traveller, look, PUBLIC, null)));
      problems.push(...(await visit(traveller, look, PORTAL, ['/sign-in', 'ada', 'demo-ada-password'])));
      problems.push(...(await visit(traveller, look, CONSOLE, ['/admin/sign-in', 'admin', 'demo-admin-password'])));
    }
    assert.deepEqual(problems, []);
  },
};

async function visit(
  { open, product, picture }: Traveller,
  look: (typeof LOOKS)[number],
  paths: readonly string[],
  account: readonly [path: string, username: string, password: string] | null,
): Promise<string[]> {
  const page = await open(look);
  const suffix = `${look.phone ? '.phone' : ''}${look.dark ? '.dark' : ''}`;
  if (account) {
    await signIn(page, product.url + account[0], account[1], account[2]);
    await page.waitForURL(url => !url.pathname.endsWith('sign-in'));
  }
  const problems: string[] = [];
  for (const path of paths) {
    await page.goto(product.url + path, { waitUntil: 'load' });
    await settled(page);
    await picture(
      page,
      `${
        path
          .replace(/^\/|\/$/g, '')
          .replace(/\?.*$/, '')
          .replaceAll('/', '-') || 'landing'
      }${suffix}`,
    );
    problems.push(...(await complaintsAbout(page, path + suffix)));
  }
  await page.context().close();
  return problems;
}

/** Waits until nothing on the page is still loading. */
async function settled(page: Page): Promise<void> {
  await page.locator('h1').first().waitFor();
  await page.waitForFunction(() => document.querySelector('ui-skeleton-rows, [aria-busy="true"]') === null);
}

async function complaintsAbout(page: Page, name: string): Promise<string[]> {
  await page.evaluate(AXE);
  const findings = await page.evaluate(async () => {
    const { axe } = window as unknown as { axe: { run(options: object): Promise<{ violations: Finding[] }> } };
    const { violations } = await axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] });
    return violations;
  });
  const isTooWide = await page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth);
  return [
    ...findings.map(({ id, nodes }) => `${name}: ${id} at ${nodes.map(({ target }) => target.join(' ')).join(', ')}`),
    ...(isTooWide ? [`${name}: wider than the screen`] : []),
  ];
}
