// The environment in which the product runs on this machine: every integration points at the sandbox, and the secrets belong
// to the data folder, so that people stay signed in over a restart.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

export const ports = {
  product: process.env.PORT ?? '3000',
  sandbox: process.env.SANDBOX_PORT ?? '4010',
  postgres: Number(process.env.PG_PORT ?? 5433),
};
export const dataDir = path.resolve(process.env.DATA_DIR ?? '.data');
// Browsers allow passkeys at names, not at numbers: the product is visited by its name.
export const home = `http://localhost:${ports.product}`;
export const sandboxUrl = `http://127.0.0.1:${ports.sandbox}`;

function localSecret(name) {
  mkdirSync(dataDir, { recursive: true });
  const file = path.join(dataDir, 'secret');
  if (!existsSync(file))
    writeFileSync(file, Buffer.from(crypto.getRandomValues(new Uint8Array(32))).toString('hex'), { mode: 0o600 });
  return createHash('sha256')
    .update(`${name}:${readFileSync(file, 'utf8')}`)
    .digest('hex');
}

/** What the API and the sandbox are started with. */
export function sandboxEnvironment(databaseUrl) {
  return {
    ...process.env,
    NODE_ENV: 'development',
    LOG_LEVEL: process.env.LOG_LEVEL ?? 'warn',
    PORT: ports.product,
    PUBLIC_URL: process.env.PUBLIC_URL ?? home,
    DATABASE_URL: databaseUrl,
    SESSION_SECRET: localSecret('session'),
    APP_KEY: localSecret('app'),
    TEST_CLOCK: 'true',
    FILES_DIR: path.join(dataDir, 'files'),
    SANDBOX_URL: sandboxUrl,
    SANDBOX_PORT: ports.sandbox,
    SANDBOX_STATE_FILE: path.join(dataDir, 'sandbox.json'),
    SANDBOX_PAYPAL_WEBHOOK_URL: `http://127.0.0.1:${ports.product}/api/billing/paypal/webhook`,
    VIRTFUSION_API_URL: `${sandboxUrl}/virtfusion/api/v1`,
    VIRTFUSION_API_KEY: 'sandbox-virtfusion-token',
    CONSOLE_NETWORKS: '127.0.0.0/8',
    PAYPAL_API_BASE: `${sandboxUrl}/paypal`,
    PAYPAL_CLIENT_ID: 'sandbox-paypal-client',
    PAYPAL_CLIENT_SECRET: 'sandbox-paypal-secret',
    PAYPAL_WEBHOOK_ID: 'sandbox-paypal-webhook',
    SMTP2GO_API_BASE: `${sandboxUrl}/smtp2go/v3`,
    SMTP2GO_API_KEY: 'api-sandbox0000000000000000000000000000',
    BETTERSTACK_API_BASE: `${sandboxUrl}/betterstack`,
    GOOGLE_AI_API_BASE: `${sandboxUrl}/gemini`,
    DISCORD_API_BASE: `${sandboxUrl}/discord/api`,
  };
}
