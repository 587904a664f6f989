import assert from 'node:assert/strict';
import { generateSync } from 'otplib';
import type { Page } from 'playwright-core';
import { type Journey, openedDialog, register, signIn } from './journey.ts';

const PASSWORD = 'three locks on one door';
const USERNAME = `lise-${Date.now() % 1_000_000}`;
const EMAIL = `${USERNAME}@example.com`;

/** Everything that keeps an account its owner's, in a real browser with a security key of its own. */
export const safeAccount: Journey = {
  name: 'locks an account with an app and a passkey, sees its sessions, and lets a program in with a key',
  async travel({ open, product, picture }) {
    const page = await open();
    await plugInSecurityKey(page);
    await page.goto(`${product.url}/register`);
    await register(page, product.sandboxUrl, { fullName: 'Lise Meitner', username: USERNAME, email: EMAIL, password: PASSWORD });
    await signIn(page, `${product.url}/sign-in`, USERNAME, PASSWORD);
    await page.waitForURL('**/overview');

    const secret = await setUpApp(page, product.url);
    await picture(page, 'safe-security');
    await addPasskey(page);

    await signOut(page);
    await signIn(page, `${product.url}/sign-in`, USERNAME, PASSWORD);
    await page
      .getByLabel(/code/i)
      .first()
      .fill(await nextCode(secret));
    await picture(page, 'safe-second-step');
    await page.locator('ui-proof-form button[type=submit]').click();
    await page.waitForURL('**/overview');

    await signOut(page);
    await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
    await page.waitForURL('**/overview');

    await page.goto(`${product.url}/account/security`);
    await page.getByText('This browser').waitFor();
    await page.getByText('Added a passkey').first().waitFor();

    const key = await createKey(page, product.url);
    await picture(page, 'safe-keys');
    await useKey(product.url, key);
  },
};

/** The browser's own virtual authenticator: it holds passkeys and says yes to every question. */
async function plugInSecurityKey(page: Page): Promise<void> {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('WebAuthn.enable');
  await devtools.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
}

async function setUpApp(page: Page, url: string): Promise<string> {
  await page.goto(`${url}/account/security`);
  await page.getByRole('button', { name: 'Set up app' }).click();
  const dialog = page.locator('ui-app-set-up-dialog');
  await dialog.locator('ui-qr-code svg').waitFor();
  const secret = ((await dialog.locator('code').textContent()) ?? '').replace(/\s/g, '');
  await page.locator('#totp-code').fill(generateSync({ secret }));
  await page.getByRole('button', { name: 'Turn on' }).click();
  await page.locator('ui-recovery-codes-dialog code').nth(9).waitFor();
  await page.getByRole('button', { name: 'I have kept them' }).click();
  await page.getByText('10 left').waitFor();
  return secret;
}

async function addPasskey(page: Page): Promise<void> {
  await page.locator('ui-passkeys-panel button').first().click();
  await page.locator('#asked-name').fill('Work laptop');
  await page.getByRole('button', { name: 'Go on' }).click();
  await page.getByRole('button', { name: 'Rename Work laptop' }).waitFor();
}

/** A code is good once; the one of the set-up is used up, so the next one is waited for. */
async function nextCode(secret: string): Promise<string> {
  const used = generateSync({ secret });
  while (generateSync({ secret }) === used) await new Promise(resolve => setTimeout(resolve, 500));
  return generateSync({ secret });
}

async function signOut(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^Account of/ }).click();
  await page.getByRole('button', { name: 'Sign out', exact: true }).click();
  await page.waitForURL('**/sign-in');
}

async function createKey(page: Page, url: string): Promise<string> {
  await page.goto(`${url}/account/api-keys`);
  await page.getByRole('button', { name: 'Create key' }).click();
  const dialog = await openedDialog(page);
  await dialog.getByLabel('What is it for?').fill('Nightly report');
  await dialog.getByRole('checkbox', { name: /read:user/ }).check();
  await dialog.getByRole('button', { name: 'Create key' }).click();
  const shown = page.locator('portal-issued-key-dialog .secret').first();
  const [key] = /sky_\w+/.exec((await shown.textContent()) ?? '') ?? [];
  assert.ok(key, 'The key is shown once');
  await page.getByRole('button', { name: 'I have copied it' }).click();
  return key;
}

/** What a program does with the key: it reads who it is, and nothing that the key was not made for. */
async function useKey(url: string, key: string): Promise<void> {
  const ask = (path: string) => fetch(url + path, { headers: { authorization: `Bearer ${key}` } });
  const me = await ask('/api/v1/me');
  assert.equal(me.status, 200);
  assert.equal(((await me.json()) as { username: string }).username, USERNAME);
  assert.ok(Number(me.headers.get('x-ratelimit-remaining')) < 100);
  const refused = await ask('/api/v1/balance');
  assert.equal(refused.status, 403);
  assert.equal(((await refused.json()) as { error: { required_scope: string } }).error.required_scope, 'read:billing');
}
