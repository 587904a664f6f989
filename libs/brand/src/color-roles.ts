/** The palettes that roles draw from: three of the brand, neutrals in its hue, and four fixed meanings. */
export const PALETTES = [
  'primary',
  'secondary',
  'tertiary',
  'primaryQuiet',
  'secondaryQuiet',
  'tertiaryQuiet',
  'neutral',
  'neutralStrong',
  'error',
  'warning',
  'success',
  'info',
  'errorQuiet',
  'warningQuiet',
  'successQuiet',
  'infoQuiet',
] as const;

export type PaletteName = (typeof PALETTES)[number];

/** A tone by number, or `own`: the brand colour's own tone, held between the bounds where white text stays readable. */
export type Tone = number | { readonly own: readonly [darkest: number, lightest: number] };

/** One custom property: its palette and its tone in light and in dark. */
export type ColorRole = readonly [property: string, palette: PaletteName, light: Tone, dark: Tone];

const BRAND_ROLES: readonly ColorRole[] = [
  ['--mat-sys-primary', 'primary', { own: [24, 40] }, 80],
  ['--mat-sys-on-primary', 'neutral', 100, 10],
  ['--mat-sys-primary-container', 'primaryQuiet', 94, 21],
  ['--mat-sys-on-primary-container', 'primary', 24, 90],
  ['--mat-sys-inverse-primary', 'primary', 80, 40],
  ['--mat-sys-surface-tint', 'primary', 40, 80],
  ['--mat-sys-secondary', 'secondary', { own: [26, 40] }, 76],
  ['--mat-sys-on-secondary', 'neutral', 100, 10],
  ['--mat-sys-secondary-container', 'secondaryQuiet', 93, 19],
  ['--mat-sys-on-secondary-container', 'secondary', 22, 90],
  ['--mat-sys-tertiary', 'tertiary', { own: [30, 44] }, 75],
  ['--mat-sys-on-tertiary', 'neutral', 100, 10],
  ['--mat-sys-tertiary-container', 'tertiaryQuiet', 94, 20],
  ['--mat-sys-on-tertiary-container', 'tertiary', 28, 90],
];

const NEUTRAL_ROLES: readonly ColorRole[] = [
  ['--mat-sys-background', 'neutral', 98, 4.5],
  ['--mat-sys-on-background', 'neutralStrong', 11, 92.5],
  ['--mat-sys-surface', 'neutral', 98, 4.5],
  ['--mat-sys-surface-dim', 'neutral', 88, 4.5],
  ['--mat-sys-surface-bright', 'neutral', 98, 20],
  ['--mat-sys-surface-variant', 'neutral', 91, 18],
  ['--mat-sys-surface-container-lowest', 'neutral', 100, 2.5],
  ['--mat-sys-surface-container-low', 'neutral', 97, 8],
  ['--mat-sys-surface-container', 'neutral', 95.5, 11],
  ['--mat-sys-surface-container-high', 'neutral', 93.5, 14],
  ['--mat-sys-surface-container-highest', 'neutral', 91, 18],
  ['--mat-sys-on-surface', 'neutralStrong', 11, 92.5],
  ['--mat-sys-on-surface-variant', 'neutralStrong', 38, 70],
  ['--mat-sys-outline', 'neutralStrong', 57, 48],
  ['--mat-sys-outline-variant', 'neutral', 89, 20],
  ['--mat-sys-inverse-surface', 'neutralStrong', 15, 91],
  ['--mat-sys-inverse-on-surface', 'neutral', 95.5, 11],
  ['--mat-sys-shadow', 'neutralStrong', 6, 0],
  ['--sky-ink', 'neutralStrong', 13, 7],
];

const MEANING_ROLES: readonly ColorRole[] = [
  ['--sky-error', 'error', 52, 62],
  ['--sky-error-text', 'error', 38, 78],
  ['--sky-error-container', 'errorQuiet', 95.5, 15],
  ['--sky-error-edge', 'errorQuiet', 86, 30],
  ['--sky-danger', 'error', 46, 65],
  ['--sky-on-danger', 'neutral', 100, 8],
  ['--sky-warning', 'warning', 58, 77],
  ['--sky-warning-text', 'warning', 37, 83],
  ['--sky-warning-container', 'warningQuiet', 97, 15],
  ['--sky-warning-edge', 'warningQuiet', 87, 29],
  ['--sky-success', 'success', 56, 70],
  ['--sky-success-text', 'success', 36, 79],
  ['--sky-success-container', 'successQuiet', 96, 14],
  ['--sky-success-edge', 'successQuiet', 87, 29],
  ['--sky-info', 'info', 52, 68],
  ['--sky-info-text', 'info', 37, 79],
  ['--sky-info-container', 'infoQuiet', 96, 14],
  ['--sky-info-edge', 'infoQuiet', 87, 29],
  ['--mat-sys-error', 'error', 38, 78],
  ['--mat-sys-on-error', 'neutral', 100, 8],
  ['--mat-sys-error-container', 'errorQuiet', 95.5, 15],
  ['--mat-sys-on-error-container', 'error', 38, 78],
];

/** Every colour the screens may use, in the order it is written to CSS. */
export const COLOR_ROLES: readonly ColorRole[] = [...BRAND_ROLES, ...NEUTRAL_ROLES, ...MEANING_ROLES];
