import { z } from 'zod';

const link = z.object({ href: z.string(), rel: z.string() });

/** PayPal's links; a body without them has none. */
export const links = z
  .array(link)
  .nullish()
  .catch(null)
  .transform(list => list ?? []);

export type Links = z.output<typeof links>;

/** The address of the first of these relations, if it is a web address. */
export function linkTo(list: Links, ...relations: string[]): string | null {
  for (const relation of relations) {
    const href = list.find(entry => entry.rel === relation)?.href;
    if (href && /^https?:\/\//i.test(href) && URL.canParse(href)) return href;
  }
  return null;
}

/** The id at the end of a link such as `…/v2/payments/captures/3C67…`. */
export function idInLink(list: Links, relation: string, collection: string): string | null {
  const href = linkTo(list, relation);
  const match = href ? new RegExp(`/${collection}/([A-Za-z0-9-]+)$`).exec(new URL(href).pathname) : null;
  return match?.[1] ?? null;
}
