import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { ROOT } from './document';

/** Folders that are no features: they belong to the whole application. */
const COMMON = ['contract', 'demo', 'migrations', 'security', 'testing'];
const READ_TABLE = `import { mayUse } from './eslint.feature-fence.mjs'; console.log(JSON.stringify(mayUse));`;

const mayUse = JSON.parse(
  execFileSync(process.execPath, ['--input-type=module', '--eval', READ_TABLE], { cwd: ROOT, encoding: 'utf8' }),
) as Record<string, string[]>;

describe('the fence between features', () => {
  it('knows every feature, and no other', () => {
    const folders = readdirSync(path.join(ROOT, 'apps/api/src'), { withFileTypes: true })
      .filter(entry => entry.isDirectory() && !COMMON.includes(entry.name))
      .map(({ name }) => name);
    expect(Object.keys(mayUse).sort()).toEqual(folders.sort());
    expect(
      Object.values(mayUse)
        .flat()
        .filter(name => !(name in mayUse)),
    ).toEqual([]);
  });

  it('has no way round in a circle', () => {
    expect(Object.keys(mayUse).flatMap(feature => circleFrom(feature))).toEqual([]);
  });
});

/** A way from a feature back to itself, or nothing. */
function circleFrom(start: string, way: readonly string[] = [start]): string[] {
  for (const next of mayUse[way.at(-1) ?? start] ?? []) {
    if (next === start) return [[...way, next].join(' -> ')];
    if (way.includes(next)) continue;
    const found = circleFrom(start, [...way, next]);
    if (found.length > 0) return found;
  }
  return [];
}
