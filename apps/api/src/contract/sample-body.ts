import fc from 'fast-check';
import { resolved, type Schema } from './document';

/** The same values in every run. */
const SEED = { seed: 20_261, numRuns: 1 } as const;

/** A value that a schema admits, the simplest there is. */
export function sampleOf(schema: Schema): unknown {
  const { type, properties = {}, items, allOf, oneOf, enum: words, ...limits } = resolved(schema);
  if (words) return words[0];
  const [part] = allOf ?? oneOf ?? [];
  if (part) return sampleOf(part);
  switch (type) {
    case 'object':
      return Object.fromEntries(Object.entries(properties).map(([name, property]) => [name, sampleOf(property)]));
    case 'array':
      return items ? [sampleOf(items)] : [];
    case 'integer':
    case 'number':
      return limits.minimum ?? 1;
    case 'boolean':
      return true;
    case 'string':
      return sampleText(limits);
    case undefined:
      return null;
  }
}

function sampleText({ pattern, format, example, minLength = 1, maxLength = 20 }: Schema): string {
  if (typeof example === 'string') return example;
  if (format === 'email') return 'somebody@example.com';
  if (format === 'date-time') return '2199-01-01T00:00:00.000Z';
  const length = { minLength, maxLength };
  const [text = ''] = pattern
    ? fc.sample(
        fc.stringMatching(new RegExp(pattern)).filter(value => value.length >= minLength && value.length <= maxLength),
        SEED,
      )
    : fc.sample(fc.string({ ...length, unit: fc.constantFrom(...'abcdefgh') }), SEED);
  return text;
}
