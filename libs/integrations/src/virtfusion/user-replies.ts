import { z } from 'zod';

import { figure, flag, optionalFlag, optionalText, time } from './fields';
import type { HourlyStats, PanelPassword, SshKey, VirtFusionUser } from './user';

export const userReply = z
  .object({
    id: z.int(),
    extRelationId: z.int().nullish(),
    name: z.string(),
    email: z.string(),
    admin: flag,
    suspended: optionalFlag,
    created: time,
  })
  .transform((user): VirtFusionUser => ({
    id: user.id,
    extRelationId: user.extRelationId ?? null,
    name: user.name,
    email: user.email,
    isAdmin: user.admin,
    suspended: user.suspended,
    createdAt: user.created,
  }));

export const panelPasswordReply = z
  .object({ email: z.string(), password: z.string().min(1) })
  .transform(({ email, password }): PanelPassword => ({ email, password }));

/** The path is relative to the panel's host. */
export const loginTokensReply = z
  .object({
    authentication: z.object({
      endpoint_complete: z.string().regex(/^\/[^/\\]/, 'must be a path of the panel'),
      expiry: z.object({ expires: time }),
    }),
  })
  .transform(({ authentication }) => ({ path: authentication.endpoint_complete, expiresAt: authentication.expiry.expires }));

/** Answers to creating something, of which only the id is of use. */
export const createdReply = z.object({ id: z.int() }).transform(({ id }) => ({ id }));

export const sshKeyReply = z
  .object({ id: z.int(), name: z.string(), publicKey: z.string(), enabled: flag, created: time })
  .transform(({ created, ...key }): SshKey => ({ ...key, createdAt: created }));

export const hourlyStatsReply = z
  .object({
    period: z.string(),
    monthlyTotal: z.object({ hours: z.union([z.number(), z.literal(false)]).nullish(), value: figure, tokens: figure }),
    credit: z.object({ value: figure, tokens: figure }),
    currency: z.object({ code: optionalText }).nullish(),
  })
  .transform((stats): HourlyStats => ({
    period: stats.period,
    hours: stats.monthlyTotal.hours || 0,
    monthlyValue: stats.monthlyTotal.value,
    monthlyTokens: stats.monthlyTotal.tokens,
    creditValue: stats.credit.value,
    creditTokens: stats.credit.tokens,
    currency: stats.currency?.code ?? null,
  }));
