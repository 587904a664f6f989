import { z } from 'zod';
import { isLogo } from './logo-rule';

const colour = z.string().regex(/^#[0-9a-fA-F]{6}$/);
const amount = z.string().regex(/^\d{1,9}(\.\d{1,3})?$/);

/** Every setting of the business, with its rule and its default. Secrets and addresses of services are environment, not settings. */
export const SETTINGS = {
  'company.name': { schema: z.string().min(1).max(80), fallback: 'SkyPANEL' },
  'company.address': { schema: z.string().max(300), fallback: '' },
  'company.taxId': { schema: z.string().max(40), fallback: '' },
  /** ISO 3166-1 alpha-2; decides where tax by reverse charge holds. */
  'company.country': { schema: z.string().regex(/^([A-Z]{2})?$/), fallback: '' },
  /** For documents: a PNG as a data address, or empty. */
  'company.logo': {
    schema: z.string().max(64_100).refine(isLogo, 'must be a PNG of at most 48 kB and 1024 pixels, not interlaced'),
    fallback: '',
  },
  'company.supportEmail': { schema: z.union([z.email(), z.literal('')]), fallback: '' },
  'brand.primary': { schema: colour, fallback: '#0E5A78' },
  'brand.secondary': { schema: colour, fallback: '#4A5B6B' },
  'brand.accent': { schema: colour, fallback: '#B4532A' },
  /** ISO 4217; the ledger is kept in it, so it is fixed once money has moved. */
  'billing.currency': { schema: z.string().regex(/^[A-Z]{3}$/), fallback: 'USD' },
  'billing.minimumTopUp': { schema: amount, fallback: '5.00' },
  /** Customers may pay by bank transfer; staff record what arrives. */
  'billing.bankTransferEnabled': { schema: z.boolean(), fallback: false },
  /** The host's account as customers see it, line by line. */
  'billing.bankDetails': { schema: z.string().max(600), fallback: '' },
  /** Customers may let PayPal remember their way to pay, and have their credit kept up by it. */
  'billing.automaticTopUp': { schema: z.boolean(), fallback: false },
  /** How PayPal's notices are proven: by its certificate, by asking PayPal, and which is tried first. */
  'billing.webhookProof': {
    schema: z.enum(['local-first', 'postback-first', 'local-only']),
    fallback: 'local-first' as 'local-first' | 'postback-first' | 'local-only',
  },
  'billing.maximumTopUp': { schema: amount, fallback: '1000.00' },
  /** Staff add, adjust or take back more than this only with a second person; empty means never. */
  'billing.secondPersonAbove': { schema: z.union([amount, z.literal('')]), fallback: '100.00' },
  /** Whether movements of credit are mirrored to VirtFusion as tokens. */
  'virtfusion.mirrorCredit': { schema: z.boolean(), fallback: true },
  /** Usage is mirrored when it is so many hours old, so that a day of it is a few bookings. */
  'virtfusion.mirrorUsageHours': { schema: z.number().int().min(0).max(168), fallback: 6 },
  /** How many of VirtFusion's tokens are one unit of the store's currency. */
  'virtfusion.tokensPerUnit': { schema: z.number().int().min(1).max(1_000_000), fallback: 100 },
  /** A customer needs credit for so many hours of a server to order it. */
  'servers.hoursOfCreditToOrder': { schema: z.number().int().min(1).max(720), fallback: 1 },
  /** How long a deleted server can be brought back, in minutes. */
  'servers.deleteDelayMinutes': { schema: z.number().int().min(0).max(43_200), fallback: 60 },
  /** Who may open consoles in the browser: nobody, staff, or customers and staff. */
  'console.policy': {
    schema: z.enum(['nobody', 'admins', 'owners']),
    fallback: 'owners' as 'nobody' | 'admins' | 'owners',
  },
  /** A console in which nobody does anything for so long is closed. */
  'console.idleMinutes': { schema: z.number().int().min(5).max(1_440), fallback: 240 },
  /** However busy it is, a console is closed after so long. */
  'console.longestMinutes': { schema: z.number().int().min(10).max(2_880), fallback: 720 },
  /** Who counts the hours: our own records, or VirtFusion's hourly self service. */
  'billing.meter': { schema: z.enum(['portal', 'virtfusion']), fallback: 'portal' as 'portal' | 'virtfusion' },
  /** Off: hours are charged when staff apply a run that they have seen. */
  'billing.automaticRuns': { schema: z.boolean(), fallback: true },
  /** A running server's price changes no sooner than this after its owner was told. */
  'billing.priceNoticeDays': { schema: z.number().int().min(0).max(365), fallback: 30 },
  /** Customers are told when their credit lasts less than this; 0 tells nobody. */
  'billing.firstNoticeHours': { schema: z.number().int().min(0).max(720), fallback: 72 },
  'billing.lastNoticeHours': { schema: z.number().int().min(0).max(720), fallback: 24 },
  /** The steps that follow when the credit is used up. */
  'billing.debtWarn': { schema: z.boolean(), fallback: true },
  'billing.debtSuspend': { schema: z.boolean(), fallback: true },
  'billing.debtSuspendAfterHours': { schema: z.number().int().min(0).max(8_760), fallback: 72 },
  /** Off until the host decides otherwise, because it destroys what customers keep. */
  'billing.debtDelete': { schema: z.boolean(), fallback: false },
  'billing.debtDeleteAfterDays': { schema: z.number().int().min(1).max(365), fallback: 14 },
  /** Whether hours go on being charged while a server is suspended for debt. */
  'billing.chargeWhileSuspended': { schema: z.boolean(), fallback: true },
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
