import { readFileSync } from 'node:fs';
import path from 'node:path';

import { type Brand, brandColors, brandTokens, contrastFindings, contrastOf, PETROL } from './index';

const BRANDS: Record<string, Brand> = {
  petrol: PETROL,
  amber: { primary: '#B45309', secondary: '#78716C', accent: '#0F766E' },
  violet: { primary: '#6D28D9', secondary: '#64748B', accent: '#DB2777' },
  'pure green': { primary: '#00FF00', secondary: '#00FF00', accent: '#00FF00' },
  black: { primary: '#000000', secondary: '#000000', accent: '#000000' },
};

describe('brand tokens', () => {
  it.each(Object.entries(BRANDS))('keep text at 4.5:1 and glyphs and edges at 3:1 for %s, in light and dark', (_name, brand) => {
    expect(contrastFindings(brand)).toEqual([]);
  });

  it("keep a readable brand colour as it is: petrol's primary is the host's own", () => {
    expect(brandColors(PETROL).get('--mat-sys-primary')?.light).toBe('#0e5a78');
  });

  it('darken a brand colour that white text could not stand on', () => {
    const primary = brandColors({ ...PETROL, primary: '#00FF00' }).get('--mat-sys-primary')?.light ?? '';

    expect(contrastOf(primary, '#ffffff')).toBeGreaterThanOrEqual(4.5);
  });

  it('differ between brands, so that a changed brand is seen', () => {
    expect(brandTokens(PETROL)).not.toBe(brandTokens({ ...PETROL, primary: '#6D28D9' }));
  });

  it('are one rule of light-dark() pairs', () => {
    const css = brandTokens(PETROL);

    expect(css).toMatch(/^:root \{\n/);
    expect(css).toMatch(/--mat-sys-primary: light-dark\(#[0-9a-f]{6}, #[0-9a-f]{6}\);/);
    expect(css.match(/[{}]/g)).toHaveLength(2);
  });

  it.each(['red', '#fff', '#0e5a78;}body{display:none', ''])('refuse %j as a colour', primary => {
    expect(() => brandTokens({ ...PETROL, primary })).toThrow('primary');
  });

  it('are what the web apps ship for a fresh installation', () => {
    const shipped = readFileSync(path.join(__dirname, '../../ui/src/theme/petrol.css'), 'utf8');

    expect(shipped.slice(shipped.indexOf(':root'))).toBe(brandTokens(PETROL));
  });
});

describe(contrastOf, () => {
  it.each([
    ['#000000', '#ffffff', 21],
    ['#ffffff', '#ffffff', 1],
    ['#777777', '#ffffff', 4.48],
  ])('is %s on %s: %d', (first, second, ratio) => {
    expect(contrastOf(first, second)).toBeCloseTo(ratio, 2);
    expect(contrastOf(second, first)).toBeCloseTo(ratio, 2);
  });
});
