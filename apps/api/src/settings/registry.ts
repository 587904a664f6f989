import { z } from 'zod';

const colour = z.string().regex(/^#[0-9a-fA-F]{6}$/);
const amount = z.string().regex(/^\d{1,9}(\.\d{1,3})?$/);

/** Every setting of the business, with its rule and its default. Secrets and addresses of services are environment, not settings. */
export const SETTINGS = {
  'company.name': { schema: z.string().min(1).max(80), fallback: 'SkyPANEL' },
  'company.address': { schema: z.string().max(300), fallback: '' },
  'company.taxId': { schema: z.string().max(40), fallback: '' },
  'company.supportEmail': { schema: z.union([z.email(), z.literal('')]), fallback: '' },
  'brand.primary': { schema: colour, fallback: '#0E5A78' },
  'brand.secondary': { schema: colour, fallback: '#4A5B6B' },
  'brand.accent': { schema: colour, fallback: '#B4532A' },
  /** ISO 4217; the ledger is kept in it, so it is fixed once money has moved. */
  'billing.currency': { schema: z.string().regex(/^[A-Z]{3}$/), fallback: 'USD' },
  'billing.minimumTopUp': { schema: amount, fallback: '5.00' },
  'billing.maximumTopUp': { schema: amount, fallback: '1000.00' },
  /** A customer needs credit for so many hours of a server to order it. */
  'servers.hoursOfCreditToOrder': { schema: z.number().int().min(1).max(720), fallback: 1 },
  /** How long a deleted server can be brought back, in minutes. */
  'servers.deleteDelayMinutes': { schema: z.number().int().min(0).max(43_200), fallback: 60 },
  /** A session that is not used for so long is over. */
  'security.sessionIdleMinutes': { schema: z.number().int().min(5).max(43_200), fallback: 20_160 },
  /** However much it is used, a session is over after so long. */
  'security.sessionAbsoluteMinutes': { schema: z.number().int().min(30).max(129_600), fallback: 43_200 },
  'security.passwordMinLength': { schema: z.number().int().min(10).max(64), fallback: 12 },
  /** A password needs letters in both cases, a digit and another character; long passphrases are better than this rule. */
  'security.passwordNeedsKinds': { schema: z.boolean(), fallback: false },
  /** Roles whose people need a second factor. */
  'security.secondFactorRoles': {
    schema: z.array(z.enum(['customer', 'support', 'billing', 'content', 'admin'])).max(5),
    fallback: [] as ('customer' | 'support' | 'billing' | 'content' | 'admin')[],
  },
  /** From when on they need it, ISO 8601; empty means at once. */
  'security.secondFactorFrom': { schema: z.union([z.iso.datetime({ offset: true }), z.literal('')]), fallback: '' },
  /** How many requests an API key may make in a minute, unless the key has a number of its own. */
  'security.keyRequestsPerMinute': { schema: z.number().int().min(1).max(100_000), fallback: 100 },
  /** What ends an API key by itself when it is noticed. */
  'security.revokeKeysOn': {
    schema: z.array(z.enum(['key-new-network', 'key-sudden-volume', 'key-many-refusals'])).max(3),
    fallback: [] as ('key-new-network' | 'key-sudden-volume' | 'key-many-refusals')[],
  },
  /** Failures, refusals and floods are counted over so long; so many of them are a security event. */
  'security.signalWindowMinutes': { schema: z.number().int().min(1).max(1_440), fallback: 15 },
  'security.failuresFromAddress': { schema: z.number().int().min(3).max(10_000), fallback: 20 },
  'security.failuresForAccount': { schema: z.number().int().min(3).max(10_000), fallback: 10 },
  'security.refusalsByCaller': { schema: z.number().int().min(3).max(10_000), fallback: 30 },
  'security.rateLimitedRequests': { schema: z.number().int().min(10).max(1_000_000), fallback: 500 },
  /** Nobody travels so far in so long that they sign in from a new network while they are active in another. */
  'security.travelMinutes': { schema: z.number().int().min(1).max(1_440), fallback: 30 },
} as const satisfies Record<string, { schema: z.ZodType; fallback: unknown }>;

export type SettingKey = keyof typeof SETTINGS;
export type SettingValue<Key extends SettingKey> = z.infer<(typeof SETTINGS)[Key]['schema']>;
