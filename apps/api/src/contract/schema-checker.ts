import { resolved, type Schema } from './document';

const DATE_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

/**
 * Compares a value with its schema and tells every difference, each with its place. Stricter than JSON Schema in one point:
 * a property that is not documented is a difference, because it leaves by accident.
 */
export function differencesFrom(schema: Schema, value: unknown, place = '$'): string[] {
  const { allOf = [], oneOf = [], ...own } = resolved(schema);
  if (value === null) return own.nullable ? [] : [`${place} is null`];
  if (oneOf.length > 0)
    return oneOf.some(form => differencesFrom(form, value).length === 0) ? [] : [`${place} has none of its documented forms`];
  if (allOf.length > 0) return allOf.flatMap(part => differencesFrom(part, value, place));
  if (own.enum && !own.enum.includes(value)) return [`${place} is ${JSON.stringify(value)}, not one of ${own.enum.join(', ')}`];
  switch (own.type) {
    case 'object':
      return ofObject(own, value, place);
    case 'array':
      return Array.isArray(value)
        ? value.flatMap((item, index) => (own.items ? differencesFrom(own.items, item, `${place}[${index}]`) : []))
        : [`${place} is not a list`];
    case 'string':
      return ofText(own, value, place);
    case 'integer':
    case 'number':
      return ofNumber(own, value, place);
    case 'boolean':
      return typeof value === 'boolean' ? [] : [`${place} is not a boolean`];
    case undefined:
      return [`${place} has no documented type`];
  }
}

function ofObject({ properties = {}, required = [], additionalProperties }: Schema, value: unknown, place: string): string[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [`${place} is not an object`];
  const missing = required.filter(name => !(name in value)).map(name => `${place}.${name} is missing`);
  const wrong = Object.entries(value).flatMap(([name, item]) => {
    const known = Object.hasOwn(properties, name) ? properties[name] : undefined;
    if (known) return differencesFrom(known, item, `${place}.${name}`);
    if (additionalProperties === true) return [];
    return additionalProperties
      ? differencesFrom(additionalProperties, item, `${place}.${name}`)
      : [`${place}.${name} is not documented`];
  });
  return [...missing, ...wrong];
}

function ofText({ format, pattern, minLength = 0, maxLength = Infinity }: Schema, value: unknown, place: string): string[] {
  if (typeof value !== 'string') return [`${place} is not text`];
  if (format === 'date-time' && !DATE_TIME.test(value)) return [`${place} is no moment: ${value}`];
  if (pattern !== undefined && !new RegExp(pattern, 'u').test(value)) return [`${place} has the wrong form: ${value}`];
  return value.length < minLength || value.length > maxLength ? [`${place} has the wrong length`] : [];
}

function ofNumber({ type, minimum = -Infinity, maximum = Infinity }: Schema, value: unknown, place: string): string[] {
  if (typeof value !== 'number' || !Number.isFinite(value)) return [`${place} is not a number`];
  if (type === 'integer' && !Number.isInteger(value)) return [`${place} is not a whole number`];
  return value < minimum || value > maximum ? [`${place} is out of range: ${value}`] : [];
}
