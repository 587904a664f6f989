/** The path of a value that has none. */
export const WHOLE_ANSWER = 'the whole answer';

/** Says what kind of thing a value is without saying what it is: answers hold passwords, tokens and addresses. */
export function describeValue(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (value === null) return 'null';
  if (typeof value === 'string') return `text of ${value.length} characters`;
  if (typeof value === 'number') return Number.isInteger(value) ? 'a whole number' : 'a number';
  if (typeof value === 'boolean') return 'a boolean';
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : `a list of ${value.length}`;
  const names = Object.keys(value as object)
    .map(plainName)
    .slice(0, 12);
  return names.length === 0 ? 'an empty object' : `an object with ${names.join(', ')}`;
}

/** A path for people, with `[]` for any row and `*` for a name that may be an id or an address. */
export function describePath(path: readonly PropertyKey[]): string {
  const parts = path.map(part => (typeof part === 'number' ? '[]' : `.${plainName(String(part))}`));
  return parts.join('').replace(/^\./, '') || WHOLE_ANSWER;
}

/** A word of VirtFusion's own, such as a state; anything longer or odder may be somebody's data. */
export function describeWord(value: unknown): string {
  return typeof value === 'string' && /^[a-z][a-z_-]{0,30}$/i.test(value) ? `the word “${value}”` : describeValue(value);
}

function plainName(name: string): string {
  return /^[A-Za-z_][A-Za-z_.-]{0,40}$/.test(name) ? name : '*';
}
