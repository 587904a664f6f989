import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

const ROOT = path.resolve(__dirname, '../../../..');
const PAGE = path.join(ROOT, 'docs/security/statements.md');

describe('the page of statements', () => {
  const rows = readFileSync(PAGE, 'utf8')
    .split('\n')
    .map(line => line.split('|').map(cell => cell.trim()))
    .filter(([, statement = '']) => /^[SC]\d/.test(statement))
    .map(([, statement = '', , spec = '', test = '']) => ({ statement, spec: spec.replaceAll('`', ''), test }));

  it('has lines', () => {
    expect(rows.length).toBeGreaterThan(50);
  });

  it('names only tests that exist', () => {
    const missing = rows.filter(({ spec, test }) => {
      const file = path.join(ROOT, spec.startsWith('libs/') ? '' : 'apps/api/src', spec);
      // A name is written without escapes here and with them there.
      return !existsSync(file) || !readFileSync(file, 'utf8').replaceAll("\\'", "'").includes(test);
    });
    expect(missing).toEqual([]);
  });
});
