/** The three colours a host chooses, as #rrggbb; everything else on screen follows from them. */
export interface Brand {
  readonly primary: string;
  readonly secondary: string;
  readonly accent: string;
}

/** The colours of a fresh installation. */
export const PETROL: Brand = { primary: '#0E5A78', secondary: '#4A5B6B', accent: '#B4532A' };

const HEX_COLOR = /^#[0-9a-f]{6}$/i;

/** Refuses anything but #rrggbb, so that a brand value can never carry CSS of its own. */
export function assertBrand(brand: Brand): void {
  for (const name of ['primary', 'secondary', 'accent'] as const) {
    if (!HEX_COLOR.test(brand[name])) throw new Error(`The brand's ${name} colour must look like #0e5a78.`);
  }
}
