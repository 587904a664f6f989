import { ACCESS_MATRIX } from './access-matrix';
import { type Principal, PRINCIPALS } from './principals';
import type { Route } from './routes';

/** What a caller gets: past the guard, or one of three refusals. */
export type Verdict = 'ok' | '401' | '403' | '404';

/** One line of the access matrix. */
export interface AccessRow {
  readonly method: string;
  readonly path: string;
  readonly operation: string;
  readonly verdicts: Readonly<Record<Principal, string>>;
}

/** The reviewed matrix, line by line. */
export function accessRows(): readonly AccessRow[] {
  return ACCESS_MATRIX.trim()
    .split('\n')
    .filter(line => line.trim() !== '')
    .map(line => {
      const [method = '', path = '', operation = '', ...cells] = line.trim().split(/\s+/);
      const verdicts = Object.fromEntries(PRINCIPALS.map((name, index) => [name, cells[index] ?? ''])) as AccessRow['verdicts'];
      return { method, path, operation, verdicts };
    });
}

/** The line of a route as the file has it. */
export function lineOf({ method, path, operation }: Route, verdicts: readonly Verdict[]): string {
  return [method.padEnd(6), path.padEnd(50), (operation ?? '').padEnd(32), ...verdicts.map(verdict => verdict.padEnd(3))]
    .join(' ')
    .trimEnd();
}
