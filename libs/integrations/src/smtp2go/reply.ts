import { z } from 'zod';

const fault = z.object({
  error_code: z.string().nullish(),
  error: z.string().nullish(),
  field_validation_errors: z.unknown().optional(),
});

/** Faults are described in `data` or, by some answers, beside it. */
const faultReply = z.object({ ...fault.shape, data: fault.nullish().catch(null) });

const fieldFault = z.object({ fieldname: z.string(), message: z.string() });

export const sendReply = z.object({
  data: z.object({
    succeeded: z.int().nullish(),
    failed: z.int().nullish(),
    failures: z.array(z.unknown()).nullish().catch(null),
    email_id: z.string().min(1).nullish(),
    error: z.string().nullish(),
    error_code: z.string().nullish(),
  }),
});

/** SMTP2GO's words for a refusal. */
export function faultOf(json: unknown): { reason: string; issue: string | null } {
  const parsed = faultReply.safeParse(json);
  if (!parsed.success) return { reason: '', issue: null };
  const { data, ...top } = parsed.data;
  const code = data?.error_code ?? top.error_code ?? null;
  const words = data?.error ?? top.error ?? '';
  const field = firstFieldFault(data?.field_validation_errors ?? top.field_validation_errors);
  return {
    reason: [words, field].filter(Boolean).join('; ') || (code ?? ''),
    issue: code?.replace(/^E_ApiResponseCodes\./, '') ?? null,
  };
}

function firstFieldFault(value: unknown): string {
  const parsed = fieldFault.safeParse(Array.isArray(value) ? value[0] : value);
  return parsed.success ? `${parsed.data.fieldname}: ${parsed.data.message}` : '';
}
