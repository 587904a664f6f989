import { readFileSync } from 'node:fs';
import path from 'node:path';
import { envSchema, readEnv } from '../platform/config';
import { ROOT } from './document';

const lines = readFileSync(path.join(ROOT, '.env.example'), 'utf8').split('\n');
const SETTING = /^([A-Z][A-Z0-9_]*)=(.*)$/;
const example: Record<string, string> = Object.fromEntries(
  lines.flatMap(line => {
    const [, name = '', value = ''] = SETTING.exec(line) ?? [];
    return name ? [[name, value]] : [];
  }),
);
const secrets = {
  SESSION_SECRET: 'a-session-secret-of-more-than-32-characters',
  APP_KEY: 'an-application-key-of-more-than-32-characters',
};
const usable = { DATABASE_URL: 'postgresql://sky@127.0.0.1/sky', ...secrets };

describe('.env.example', () => {
  it('lists exactly the settings of the schema, in its order', () => {
    expect(Object.keys(example)).toEqual(Object.keys(envSchema.shape));
  });

  it('explains every setting on the line above it', () => {
    const unexplained = lines.filter((line, index) => SETTING.test(line) && !/^# \S.{10,}/.test(lines[index - 1] ?? ''));
    expect(unexplained).toEqual([]);
  });

  it('cannot be used before its secrets are changed', () => {
    expect(() => readEnv(example)).toThrow(/SESSION_SECRET[\s\S]*APP_KEY|APP_KEY[\s\S]*SESSION_SECRET/);
    expect(() => readEnv(example)).toThrow('still holds the example value');
    for (const name of Object.keys(secrets)) expect(example[name]).toMatch(/^change-me/);
  });

  it('is usable once they are, and points every service at the sandbox', () => {
    const env = readEnv({ ...example, ...secrets });
    for (const [name, value] of Object.entries(env))
      if (/_API_(BASE|URL)$/.test(name)) expect(`${name}=${String(value)}`).toContain('http://127.0.0.1:4010/');
  });
});

describe(readEnv, () => {
  it('complains about everything at once', () => {
    const complaint = complaintAbout({ PORT: 'many', DATABASE_URL: 'mysql://x', SESSION_SECRET: 'short', TEST_CLOCK: 'yes' });
    for (const name of ['PORT', 'DATABASE_URL', 'SESSION_SECRET', 'APP_KEY', 'TEST_CLOCK']) expect(complaint).toContain(name);
  });

  it('never repeats a value, which may be a secret', () => {
    expect(complaintAbout({ ...usable, SESSION_SECRET: 'hunter2-hunter2' })).not.toContain('hunter2');
  });

  it('refuses one key for two purposes', () => {
    expect(complaintAbout({ ...usable, APP_KEY: usable.SESSION_SECRET })).toContain('must differ from SESSION_SECRET');
  });

  it('refuses marked points of failure in production', () => {
    const broken = { ...usable, SKYPANEL_FAILPOINTS: 'capture.after-gateway=exit' };
    expect(complaintAbout({ ...broken, NODE_ENV: 'production' })).toContain('SKYPANEL_FAILPOINTS');
    expect(readEnv({ ...broken, NODE_ENV: 'test' }).SKYPANEL_FAILPOINTS).toBe(broken.SKYPANEL_FAILPOINTS);
  });

  it('refuses a movable clock in production', () => {
    expect(complaintAbout({ ...usable, NODE_ENV: 'production', TEST_CLOCK: 'true' })).toContain('TEST_CLOCK');
    expect(readEnv({ ...usable, NODE_ENV: 'production' }).TEST_CLOCK).toBe(false);
    expect(readEnv({ ...usable, NODE_ENV: 'development', TEST_CLOCK: 'true' }).TEST_CLOCK).toBe(true);
  });

  it.each([
    ['VITE_PAYPAL_CLIENT_ID', 'PAYPAL_CLIENT_ID', 'one'],
    ['VITE_PAYPAL_SANDBOX_CLIENT_ID', 'PAYPAL_CLIENT_ID', 'one'],
    ['VITE_PAYPAL_SECRET', 'PAYPAL_CLIENT_SECRET', 'one'],
    ['VITE_PAYPAL_SANDBOX_SECRET', 'PAYPAL_CLIENT_SECRET', 'one'],
    ['PAYPAL_SECRET', 'PAYPAL_CLIENT_SECRET', 'one'],
    ['VITE_PAYPAL_MODE', 'PAYPAL_MODE', 'live'],
    ['VITE_PAYPAL_WEBHOOK_ID', 'PAYPAL_WEBHOOK_ID', 'one'],
  ] as const)('reads %s as %s, unless that is set', (old, name, value) => {
    expect(readEnv({ ...usable, [old]: value })[name]).toBe(value);
    expect(readEnv({ ...usable, [old]: value, [name]: 'sandbox' })[name]).toBe('sandbox');
  });

  it('leaves no slash at the end of an address', () => {
    expect(readEnv({ ...usable, PAYPAL_API_BASE: 'https://api-m.paypal.com//' }).PAYPAL_API_BASE).toBe(
      'https://api-m.paypal.com',
    );
  });
});

function complaintAbout(source: Record<string, string>): string {
  try {
    readEnv(source);
    return '';
  } catch (error) {
    return error instanceof Error ? error.message : '';
  }
}
