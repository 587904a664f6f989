/** Every value at a dotted path; `[]` goes into each item of a list. A missing key is undefined. */
export function valuesAt(root: unknown, path: string): unknown[] {
  return path.split('.').reduce<unknown[]>((values, part) => values.flatMap(value => step(value, part)), [root]);
}

function step(value: unknown, part: string): unknown[] {
  const isList = part.endsWith('[]');
  const name = isList ? part.slice(0, -2) : part;
  const next = (value as Record<string, unknown> | null)?.[name];
  return isList ? (Array.isArray(next) ? (next as unknown[]) : [undefined]) : [next];
}

/** Whether a value may stand where the documents show a value of this type. Their `null` only says that the key exists. */
export function isOfType(value: unknown, type: string): boolean {
  switch (type) {
    case 'int':
    case 'num':
      return typeof value === 'number';
    case 'str':
      return typeof value === 'string';
    case 'bool':
      return typeof value === 'boolean';
    case 'array':
      return Array.isArray(value);
    case 'object':
      return typeof value === 'object' && value !== null;
    default:
      return value !== undefined;
  }
}
