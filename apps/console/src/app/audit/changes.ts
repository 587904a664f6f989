/** One fact of an entry's details; `before` is there when the act changed it. */
export interface Change {
  readonly name: string;
  readonly before?: string;
  readonly after: string;
}

const NOTHING = 'none';

/** An entry's details as rows: what changed with its two values, everything else with one. */
export function changesOf(details: Readonly<Record<string, unknown>>): readonly Change[] {
  const { before, after, ...facts } = details;
  const [was, is] = [membersOf(before), membersOf(after)];
  const names = [...new Set([...Object.keys(was), ...Object.keys(is)])];
  return [
    ...names.map(name => ({ name, before: inWords(was[name]), after: inWords(is[name]) })),
    ...(isMembers(before) || before === undefined ? [] : [{ name: 'before', after: inWords(before) }]),
    ...(isMembers(after) || after === undefined ? [] : [{ name: 'after', after: inWords(after) }]),
    ...Object.entries(facts).map(([name, value]) => ({ name, after: inWords(value) })),
  ];
}

/** Details in one line, for lists; what is counted reads as in speech: "21 failures, 1 account". */
export function summaryOf(details: Readonly<Record<string, unknown>>): string {
  return changesOf(details)
    .map(({ name, before, after }) => {
      if (before !== undefined) return `${name} ${before} → ${after}`;
      return /^\d+$/.test(after) ? `${after} ${after === '1' ? name.replace(/s$/, '') : name}` : `${name} ${after}`;
    })
    .join(', ');
}

function inWords(value: unknown): string {
  if (value === null || value === undefined || value === '') return NOTHING;
  if (typeof value === 'string') return value;
  if (Array.isArray(value) && value.every(item => typeof item !== 'object'))
    return value.length === 0 ? NOTHING : value.join(', ');
  return JSON.stringify(value);
}

function membersOf(value: unknown): Readonly<Record<string, unknown>> {
  return isMembers(value) ? value : {};
}

function isMembers(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
