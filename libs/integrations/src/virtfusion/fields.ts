import { z } from 'zod';

/** VirtFusion writes times in four ways; those without a zone are UTC. */
export const time = z.string().transform((text, context) => {
  const zoned = /(Z|[+-]\d\d:?\d\d)$/.test(text) ? text : `${text.replace(' ', 'T')}Z`;
  const at = new Date(zoned);
  if (!Number.isNaN(at.getTime())) return at;
  context.addIssue({ code: 'custom', message: 'not a time' });
  return z.NEVER;
});

/** A claim that is written as a boolean or as 0 and 1. */
export const flag = z.union([z.boolean(), z.number().transform(value => value !== 0)]);

/** A flag that older versions leave out. */
export const optionalFlag = flag.nullish().transform(value => value ?? false);

/** Text that may be missing; an empty one says as little as none. */
export const optionalText = z
  .string()
  .nullish()
  .transform(text => text || null);

const ARCHITECTURES: Record<number, 'x86_64' | 'aarch64'> = { 1: 'x86_64', 2: 'aarch64' };

/** VirtFusion numbers the kinds of processors. */
export const architecture = z
  .int()
  .nullish()
  .transform((code): 'x86_64' | 'aarch64' | 'other' => ARCHITECTURES[code ?? 0] ?? 'other');

/**
 * A figure that comes as a number, as text with thousands commas, or as `false` for "no number". Kept as a decimal text,
 * because it is money.
 */
export const figure = z
  .union([z.string(), z.number(), z.literal(false)])
  .nullish()
  .transform((value, context) => {
    if (value === null || value === undefined || value === false) return null;
    const text = String(value).replaceAll(',', '').trim();
    if (/^-?\d+(\.\d+)?$/.test(text)) return text;
    context.addIssue({ code: 'custom', message: 'not a figure' });
    return z.NEVER;
  });

/** Everything but lists with pages sits under `data`. */
export function dataOf<Schema extends z.ZodType>(schema: Schema) {
  return z.object({ data: schema }).transform(envelope => (envelope as { data: z.output<Schema> }).data);
}

/** A page of a list, with the parts of the envelope that are needed to get to the next. */
export function pageOf<Schema extends z.ZodType>(row: Schema) {
  return z.object({ data: z.array(row), current_page: z.int(), last_page: z.int(), total: z.int() }).transform(page => ({
    rows: page.data as z.output<Schema>[],
    page: page.current_page,
    lastPage: page.last_page,
    total: page.total,
  }));
}
