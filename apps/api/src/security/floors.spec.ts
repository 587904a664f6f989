import { readFileSync } from 'node:fs';
import path from 'node:path';

const LOCK = path.resolve(__dirname, '../../../../package-lock.json');
/** The first versions without a published hole that would reach us. */
const FLOORS = [
  ['CVE-2025-69211, CVE-2026-2293', '@nestjs/platform-fastify', '12.5.0'],
  ['CVE-2026-25223, CVE-2026-33806', 'fastify', '5.8.5'],
  ['CVE-2026-34220, CVE-2026-34221', '@mikro-orm/core', '7.0.6'],
  ['CVE-2026-34220', '@mikro-orm/postgresql', '7.0.6'],
  ['CVE-2026-41423', '@angular/core', '21.2.9'],
] as const;

interface Lock {
  readonly packages: Readonly<Record<string, { readonly version?: string }>>;
}

describe('installed versions', () => {
  const { packages } = JSON.parse(readFileSync(LOCK, 'utf8')) as Lock;
  /** Every copy, also one below another package. */
  const versionsOf = (name: string) =>
    Object.entries(packages).flatMap(([place, { version }]) =>
      place.endsWith(`node_modules/${name}`) && version ? [version] : [],
    );

  it.each(FLOORS)('have %s closed: %s is at least %s', (_advisory, name, floor) => {
    const versions = versionsOf(name);
    expect(versions.length).toBeGreaterThan(0);
    expect(versions.filter(version => isOlder(version, floor))).toEqual([]);
  });

  it('are compared number by number', () => {
    expect([isOlder('5.8.4', '5.8.5'), isOlder('5.12.8', '5.8.5'), isOlder('7.0.6', '7.0.6'), isOlder('6.9.9', '7.0.6')]).toEqual(
      [...[true, false, false, true]],
    );
  });
});

function isOlder(version: string, floor: string): boolean {
  const [have, need] = [version, floor].map(text => text.split(/[.-]/).slice(0, 3).map(Number));
  const place = [0, 1, 2].find(index => have?.[index] !== need?.[index]);
  return place !== undefined && (have?.[place] ?? 0) < (need?.[place] ?? 0);
}
