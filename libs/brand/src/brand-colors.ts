import { argbFromHex, Hct, hexFromArgb, TonalPalette } from '@material/material-color-utilities';

import { assertBrand, type Brand } from './brand';
import { COLOR_ROLES, type PaletteName, type Tone } from './color-roles';

export type Scheme = 'light' | 'dark';

/** Each custom property's colour, as #rrggbb, in light and in dark. */
export type BrandColors = ReadonlyMap<string, Readonly<Record<Scheme, string>>>;

/** How far a meaning's hue leans towards the brand, so that it sits in the family and stays what it means. */
const LEAN = 0.05;

/** The loudest chroma a brand may have as text or fill, and as a quiet container. */
const LOUDEST = 56;
const QUIET = 14;

/** Works out every colour role from the three brand colours. */
export function brandColors(brand: Brand): BrandColors {
  assertBrand(brand);
  const colors = { primary: hctOf(brand.primary), secondary: hctOf(brand.secondary), tertiary: hctOf(brand.accent) };
  const palettes = palettesFrom(colors);
  const toneOf = (tone: Tone, palette: PaletteName): number => {
    if (typeof tone === 'number') return tone;
    const own = palette in colors ? colors[palette as keyof typeof colors].tone : 40;
    return Math.min(Math.max(own, tone.own[0]), tone.own[1]);
  };
  return new Map(
    COLOR_ROLES.map(([property, palette, light, dark]) => [
      property,
      {
        light: hexFromArgb(palettes[palette].tone(toneOf(light, palette))),
        dark: hexFromArgb(palettes[palette].tone(toneOf(dark, palette))),
      },
    ]),
  );
}

function palettesFrom({
  primary,
  secondary,
  tertiary,
}: Record<'primary' | 'secondary' | 'tertiary', Hct>): Record<PaletteName, TonalPalette> {
  const brand = (color: Hct, loudest: number) => TonalPalette.fromHueAndChroma(color.hue, Math.min(color.chroma, loudest));
  const meaning = (hue: number, chroma: number) => TonalPalette.fromHueAndChroma(leanTowards(hue, primary), chroma);
  return {
    primary: brand(primary, LOUDEST),
    secondary: brand(secondary, 28),
    tertiary: brand(tertiary, LOUDEST),
    primaryQuiet: brand(primary, QUIET),
    secondaryQuiet: brand(secondary, 9),
    tertiaryQuiet: brand(tertiary, QUIET),
    neutral: brand(primary, 4),
    neutralStrong: brand(primary, 9),
    error: meaning(25, 72),
    warning: meaning(65, 52),
    success: meaning(150, 52),
    info: meaning(252, 48),
    errorQuiet: meaning(25, 14),
    warningQuiet: meaning(80, 14),
    successQuiet: meaning(155, 11),
    infoQuiet: meaning(252, 10),
  };
}

/** A grey or black brand has no hue worth leaning to. */
function leanTowards(hue: number, brand: Hct): number {
  if (brand.chroma < 5) return hue;
  const distance = ((brand.hue - hue + 540) % 360) - 180;
  return (hue + distance * LEAN + 360) % 360;
}

function hctOf(hex: string): Hct {
  return Hct.fromInt(argbFromHex(hex));
}
