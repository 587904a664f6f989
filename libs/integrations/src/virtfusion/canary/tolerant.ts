import { z } from 'zod';

import { describeWord, WHOLE_ANSWER } from './describe-value';
import { fieldsOf, notice } from './noticing';

/** A part that can be done without: when it is not as known, it is noted and the fallback stands in. */
export function tolerant<Schema extends z.ZodType>(name: string, schema: Schema, fallback: z.output<Schema>) {
  return schema.catch(context => {
    const fields = fieldsOf(context.error.issues as z.core.$ZodIssue[], context.input);
    for (const field of fields) notice({ ...field, path: below(name, field.path) });
    return fallback;
  });
}

function below(name: string, path: string): string {
  if (path === WHOLE_ANSWER) return name;
  return path.startsWith('[') ? name + path : `${name}.${path}`;
}

/** A word of a set that may grow with VirtFusion; a new one is noted and taken for the fallback. */
export function knownWord<const Word extends string, const Fallback>(name: string, words: readonly Word[], fallback: Fallback) {
  return z.string().transform((word): Word | Fallback => {
    const known = words.find(candidate => candidate === word);
    if (known === undefined) notice({ path: name, expected: `one of ${words.join(', ')}`, found: describeWord(word) });
    return known ?? fallback;
  });
}

/** An object that may be missing; PHP writes an empty one as a list. */
export function phpObject<Schema extends z.ZodType>(schema: Schema) {
  return z.preprocess(value => (Array.isArray(value) && value.length === 0 ? null : value), schema.nullish());
}
