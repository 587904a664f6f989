import type { z } from 'zod';

import { describePath, describeValue } from './describe-value';
import type { SurprisingField } from './surprise';

/** Collects while one answer is read. Reading never waits for anything, so no two readings overlap. */
let collected: SurprisingField[] | null = null;

/** Notes that a field was not as known, should somebody be collecting. */
export function notice(field: SurprisingField): void {
  collected?.push(field);
}

/** Reads with a schema and tells beside the result what was odd but did no harm. */
export function readNoticing<Parsed>(schema: z.ZodType<Parsed>, json: unknown) {
  const before = collected;
  const noticed: SurprisingField[] = (collected = []);
  try {
    return { read: schema.safeParse(json), noticed };
  } finally {
    collected = before;
  }
}

/** What zod complains of, in words that hold no data. */
export function fieldsOf(issues: readonly z.core.$ZodIssue[], json: unknown): SurprisingField[] {
  return issues.map(issue => ({
    path: describePath(issue.path),
    expected: 'expected' in issue ? String(issue.expected) : issue.code,
    found: describeValue(valueAt(json, issue.path)),
  }));
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (inner, key) => (typeof inner === 'object' && inner !== null ? Reflect.get(inner, key) : undefined),
    value,
  );
}
