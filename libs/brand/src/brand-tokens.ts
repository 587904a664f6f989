import { assertBrand, type Brand } from './brand';
import { brandColors } from './brand-colors';

/** The custom properties of a brand, one declaration a property; `color-scheme` decides which half of `light-dark()` shows. */
export function tokensFor(brand: Brand): Readonly<Record<string, string>> {
  assertBrand(brand);
  const declarations: Record<string, string> = {
    '--brand-primary': brand.primary.toLowerCase(),
    '--brand-secondary': brand.secondary.toLowerCase(),
    '--brand-accent': brand.accent.toLowerCase(),
  };
  for (const [property, { light, dark }] of brandColors(brand)) declarations[property] = `light-dark(${light}, ${dark})`;
  return declarations;
}

/** The same as one CSS rule, ready for a `<style>` in the page's head. */
export function brandTokens(brand: Brand): string {
  const lines = Object.entries(tokensFor(brand)).map(([property, value]) => `  ${property}: ${value};`);
  return `:root {\n${lines.join('\n')}\n}\n`;
}
