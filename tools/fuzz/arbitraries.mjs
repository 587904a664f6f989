// From a JSON schema to values that it admits, values at its edges, and values that it refuses.
import fc from 'fast-check';
import { hostileJson } from './hostile.mjs';
import { pluralOf } from './memory.mjs';

const MAX_ID = 2_147_483_647;
const DEEPEST = 4;

/** Values that the schema admits; ids are those of things that were seen. */
export function validOf(api, memory, schema, name = '', depth = 0) {
  const { type, nullable, enum: words, allOf, oneOf, ...rest } = api.resolve(schema);
  const again = part => validOf(api, memory, part, name, depth);
  if (nullable) return fc.option(again({ type, enum: words, allOf, oneOf, ...rest }), { nil: null });
  if (words) return fc.constantFrom(...words);
  if (allOf) return again(allOf[0]);
  if (oneOf) return fc.oneof(...oneOf.map(again));
  switch (type) {
    case 'object':
      return objectOf(api, memory, rest, depth);
    case 'array':
      return arrayOf(api, memory, rest, name, depth);
    case 'integer':
      return fc.oneof(...knownIds(memory, name), integerOf(rest));
    case 'number':
      return fc.double({ min: rest.minimum ?? -1e6, max: rest.maximum ?? 1e6, noNaN: true });
    case 'boolean':
      return fc.boolean();
    case 'string':
      return fc.oneof(...knownIds(memory, name), textOf(rest));
    default:
      return fc.jsonValue({ maxDepth: 1 });
  }
}

/** Values at the edges: the smallest, the largest, and one beyond. */
export function boundaryOf(api, schema) {
  const {
    type,
    minimum = 0,
    maximum = MAX_ID,
    minLength = 0,
    maxLength = 300,
    minItems = 0,
    maxItems = 20,
  } = api.resolve(schema);
  const texts = [minLength - 1, minLength, maxLength, maxLength + 1].filter(length => length >= 0 && length < 20_000);
  switch (type) {
    case 'integer':
    case 'number':
      return fc.constantFrom(minimum - 1, minimum, maximum, maximum + 1, minimum + 0.5).map(String);
    case 'string':
      return fc.constantFrom(...texts.map(length => JSON.stringify('a'.repeat(length))));
    case 'array':
      return fc.constantFrom(
        ...[minItems, maxItems + 1].map(length => JSON.stringify(Array.from({ length }, (_, index) => index + 1))),
      );
    default:
      return hostileJson();
  }
}

/** A JSON body: right, right but for one or two fields, or with a field too many. */
export function bodyOf(api, memory, schema) {
  const resolved = api.resolve(schema);
  const names = Object.keys(resolved.properties ?? {});
  const right = validOf(api, memory, resolved);
  if (names.length === 0) return right.map(value => JSON.stringify(value));
  const wrongValue = name =>
    name === 'extra' ? hostileJson() : fc.oneof(boundaryOf(api, resolved.properties[name]), hostileJson());
  const wrong = fc
    .uniqueArray(fc.constantFrom(...names, 'extra'), { minLength: 1, maxLength: 2 })
    .chain(fields => fc.tuple(...fields.map(name => fc.tuple(fc.constant(name), wrongValue(name)))));
  return fc.oneof(
    { weight: 4, arbitrary: right.map(value => JSON.stringify(value)) },
    { weight: 5, arbitrary: fc.tuple(right, wrong).map(([value, fields]) => withFields(value, fields)) },
  );
}

/** Only bodies that the check of form refuses, for what must not really happen. */
export function refusedBodyOf(api, memory, schema) {
  return fc.tuple(validOf(api, memory, schema), hostileJson()).map(([value, text]) => withFields(value, [['notAField', text]]));
}

function withFields(value, fields) {
  const kept = Object.entries(value ?? {}).filter(([name]) => !fields.some(([other]) => other === name));
  const all = [...kept.map(([name, item]) => [name, JSON.stringify(item)]), ...fields];
  return `{${all.map(([name, text]) => `${JSON.stringify(name)}:${text}`).join(',')}}`;
}

function objectOf(api, memory, { properties = {}, required = [] }, depth) {
  if (depth > DEEPEST) return fc.constant({});
  const fields = Object.entries(properties).map(([name, property]) => [name, validOf(api, memory, property, name, depth + 1)]);
  const requiredKeys = required.filter(name => name in properties);
  return fc.record(Object.fromEntries(fields), { requiredKeys }).map(value => ({ ...value }));
}

function arrayOf(api, memory, { items, minItems = 0, maxItems = 3 }, name, depth) {
  const singular = name.replace(/s$/, '');
  const longest = Math.min(maxItems, Math.max(3, minItems));
  return fc.uniqueArray(validOf(api, memory, items ?? {}, singular, depth + 1), {
    minLength: Math.min(minItems, longest),
    maxLength: longest,
  });
}

const integerOf = ({ minimum = -10, maximum = MAX_ID }) =>
  fc.oneof(fc.integer({ min: minimum, max: maximum }), fc.integer({ min: minimum, max: Math.min(maximum, minimum + 50) }));

function knownIds(memory, name) {
  const ids = name.endsWith('Id') ? [...memory.recall(name), ...memory.recall(pluralOf(name))] : [];
  return ids.length === 0 ? [] : [fc.constantFrom(...ids)];
}

function textOf({ format, pattern, example, minLength = 0, maxLength = 60 }) {
  if (format === 'email') return fc.integer({ min: 1, max: 999 }).map(number => `somebody-${number}@example.com`);
  if (format === 'date-time') return fc.integer({ min: 0, max: 4e12 }).map(moment => new Date(moment).toISOString());
  const examples = typeof example === 'string' ? [fc.constant(example)] : [];
  const fits = text => text.length >= minLength && text.length <= maxLength;
  if (pattern !== undefined && examples.length > 0) return examples[0];
  if (pattern !== undefined)
    return fc.stringMatching(new RegExp(pattern, 'u'), { maxLength: Math.min(maxLength, 60) }).filter(fits);
  return fc.oneof(
    ...examples,
    fc.string({ unit: fc.constantFrom(...'abcdefgh 0123äß'), minLength, maxLength: Math.min(maxLength, minLength + 40) }),
  );
}
