import ipaddr from 'ipaddr.js';
import { z } from 'zod';

export const ROLES = ['web', 'worker', 'bot'] as const;
/** What one process of the API does; by default everything. */
export type ProcessRole = (typeof ROLES)[number];

const EXAMPLE_MARK = 'change-me';
const secret = z
  .string()
  .min(32, 'needs at least 32 characters')
  .refine(value => !value.startsWith(EXAMPLE_MARK), 'still holds the example value');
const flag = z
  .enum(['true', 'false'])
  .default('false')
  .transform(value => value === 'true');
const port = z.coerce.number().int().min(1).max(65_535);
/** An address of an outside service; clients join paths to it, so a slash at the end would double. */
const base = (fallback: string) =>
  z
    .url()
    .default(fallback)
    .transform(value => value.replace(/\/+$/, ''));
/** Empty, or networks in CIDR form. */
const isNetworkList = (value: string) => value === '' || value.split(',').every(network => ipaddr.isValidCIDR(network.trim()));
/** An integration that is not configured stays empty; the product then says so instead of failing. */
const optional = z
  .string()
  .default('')
  .transform(value => value.trim());

/** Every setting the API reads from its environment. `.env.example` lists the same names in the same order. */
export const envSchema = z
  .object({
    NODE_ENV: z.enum(['development', 'test', 'production']).default('development'),
    PORT: port.default(3000),
    HOST: z.string().default('127.0.0.1'),
    PUBLIC_URL: base('http://localhost:3000'),
    TRUST_PROXY: flag,
    REQUESTS_PER_MINUTE: z.coerce.number().int().min(60).max(10_000_000).default(1_200),
    SKYPANEL_ROLES: z
      .string()
      .default(ROLES.join(','))
      .transform(value => value.split(',').map(role => role.trim()))
      .pipe(z.array(z.enum(ROLES)).min(1)),
    LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent']).default('info'),
    DATABASE_URL: z.string().regex(/^postgres(ql)?:\/\//, 'must start with postgresql://'),
    DATABASE_POOL_SIZE: z.coerce.number().int().min(2).max(200).default(20),
    REDIS_URL: optional,
    SESSION_SECRET: secret,
    SESSION_SECRET_PREVIOUS: optional.refine(value => value === '' || value.length >= 32, 'needs at least 32 characters'),
    APP_KEY: secret,
    APP_KEY_PREVIOUS: optional,
    TEST_CLOCK: flag,
    SKYPANEL_FAILPOINTS: optional,
    SANDBOX_URL: optional,
    WEB_ROOT: z.string().default('dist/web'),
    FILES_DIR: z.string().default('.data/files'),
    VIRTFUSION_API_URL: base('http://127.0.0.1:4010/virtfusion/api/v1'),
    VIRTFUSION_API_KEY: optional,
    VIRTFUSION_CALLS: z.coerce.number().int().min(1).max(500).default(24),
    VIRTFUSION_PROTECTED: z
      .enum(['true', 'false'])
      .default('true')
      .transform(value => value === 'true'),
    CONSOLE_NETWORKS: optional.refine(isNetworkList, 'must be networks such as 10.0.0.0/8, separated by commas'),
    CONSOLE_BYTES_PER_SECOND: z.coerce.number().int().min(0).max(10_000_000_000).default(33_554_432),
    PAYPAL_API_BASE: base('http://127.0.0.1:4010/paypal'),
    PAYPAL_MODE: z.enum(['sandbox', 'live']).default('sandbox'),
    PAYPAL_CLIENT_ID: optional,
    PAYPAL_CLIENT_SECRET: optional,
    PAYPAL_WEBHOOK_ID: optional,
    SMTP2GO_API_BASE: base('http://127.0.0.1:4010/smtp2go/v3'),
    SMTP2GO_API_KEY: optional,
    SMTP_FROM: z.email().default('portal@example.com'),
    SMTP_FROM_NAME: z.string().default('SkyPANEL'),
    BETTERSTACK_API_BASE: base('http://127.0.0.1:4010/betterstack'),
    BETTERSTACK_API_KEY: optional,
    GOOGLE_AI_API_BASE: base('http://127.0.0.1:4010/gemini'),
    GOOGLE_AI_API_KEY: optional,
    DISCORD_API_BASE: base('http://127.0.0.1:4010/discord/api'),
    DISCORD_BOT_TOKEN: optional,
    DISCORD_GUILD_ID: optional,
    DISCORD_WEBHOOK_URL: optional,
  })
  .superRefine((env, context) => {
    if (env.NODE_ENV === 'production' && env.TEST_CLOCK)
      context.addIssue({ code: 'custom', path: ['TEST_CLOCK'], message: 'moves business time and is refused in production' });
    if (env.NODE_ENV === 'production' && env.SKYPANEL_FAILPOINTS)
      context.addIssue({
        code: 'custom',
        path: ['SKYPANEL_FAILPOINTS'],
        message: 'breaks steps on purpose and is refused in production',
      });
    if (env.SESSION_SECRET === env.APP_KEY)
      context.addIssue({ code: 'custom', path: ['APP_KEY'], message: 'must differ from SESSION_SECRET' });
  });

export type Env = z.infer<typeof envSchema>;

/** Old names of the PayPal settings, meant for a browser build; read here on the server only, and deprecated. */
const DEPRECATED_ALIASES: Record<string, readonly string[]> = {
  PAYPAL_CLIENT_ID: ['VITE_PAYPAL_CLIENT_ID', 'VITE_PAYPAL_SANDBOX_CLIENT_ID'],
  PAYPAL_CLIENT_SECRET: ['VITE_PAYPAL_SECRET', 'PAYPAL_SECRET', 'VITE_PAYPAL_SANDBOX_SECRET'],
  PAYPAL_MODE: ['VITE_PAYPAL_MODE'],
  PAYPAL_WEBHOOK_ID: ['VITE_PAYPAL_WEBHOOK_ID'],
};

function withAliases(source: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const resolved = { ...source };
  for (const [name, aliases] of Object.entries(DEPRECATED_ALIASES)) {
    resolved[name] ||= aliases.map(alias => source[alias]).find(Boolean);
    if (!resolved[name]) delete resolved[name];
  }
  return resolved;
}

/** Reads the environment once; throws one error that lists everything that is wrong with it. */
export function readEnv(source: NodeJS.ProcessEnv = process.env): Env {
  const parsed = envSchema.safeParse(withAliases(source));
  if (parsed.success) return parsed.data;
  throw new Error(`The environment is not usable:\n${z.prettifyError(parsed.error)}`);
}
