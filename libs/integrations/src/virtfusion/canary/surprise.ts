import type { Operation } from '../operations';

/** A field of an answer that is not as we know it. It holds kinds and lengths, never what was in the field. */
export interface SurprisingField {
  /** Where it is, without ids: `data[].storage`. */
  readonly path: string;
  readonly expected: string;
  /** Such as `text of 12 characters`; the word itself only where words of a fixed set are expected. */
  readonly found: string;
}

/** An answer that is not as documented. */
export interface Surprise {
  /** Method and path, with names in place of ids. */
  readonly operation: Operation;
  /** `not_json`: not an answer of VirtFusion. `shape`: it could not be used. `value`: it was used without these fields. */
  readonly kind: 'not_json' | 'shape' | 'value';
  readonly fields: readonly SurprisingField[];
  readonly status: number;
}

const MOST_FIELDS = 12;

/** Makes one of what was noticed; the same field in many rows counts once. */
export function surpriseOf(
  operation: Operation,
  kind: Surprise['kind'],
  status: number,
  fields: readonly SurprisingField[],
): Surprise {
  const distinct = new Map(fields.map(field => [`${field.path} ${field.expected} ${field.found}`, field]));
  return { operation, kind, status, fields: [...distinct.values()].slice(0, MOST_FIELDS) };
}
