/** A colour that is read or seen on another, and the ratio WCAG 2.2 AA asks of it. */
export interface ContrastPair {
  readonly color: string;
  readonly on: string;
  readonly needed: number;
}

/** Text, and glyphs or edges. */
const TEXT = 4.5;
const GLYPH = 3;

const SURFACES = [
  '--mat-sys-background',
  '--mat-sys-surface-container-lowest',
  '--mat-sys-surface-container-low',
  '--mat-sys-surface-container',
  '--mat-sys-surface-container-high',
];

const MEANINGS = ['error', 'warning', 'success', 'info'];

const pairs = (needed: number, colors: readonly string[], surfaces: readonly string[]): ContrastPair[] =>
  colors.flatMap(color => surfaces.map(on => ({ color, on, needed })));

/** Everything that has to be readable: text on each surface it may sit on, text on its own fill, glyphs and field edges on panels. */
export const CONTRAST_PAIRS: readonly ContrastPair[] = [
  ...pairs(TEXT, ['--mat-sys-on-surface', '--mat-sys-on-surface-variant'], [...SURFACES, '--mat-sys-surface-container-highest']),
  ...pairs(TEXT, ['--mat-sys-primary', ...MEANINGS.map(meaning => `--sky-${meaning}-text`)], SURFACES),
  ...MEANINGS.flatMap(meaning =>
    pairs(
      TEXT,
      [`--sky-${meaning}-text`, '--mat-sys-on-surface', '--mat-sys-on-surface-variant'],
      [`--sky-${meaning}-container`],
    ),
  ),
  ...['primary', 'secondary', 'tertiary', 'error'].flatMap(role => [
    ...pairs(TEXT, [`--mat-sys-on-${role}`], [`--mat-sys-${role}`]),
    ...pairs(TEXT, [`--mat-sys-on-${role}-container`], [`--mat-sys-${role}-container`]),
  ]),
  ...pairs(TEXT, ['--mat-sys-primary'], ['--mat-sys-primary-container']),
  ...pairs(TEXT, ['--sky-on-danger'], ['--sky-danger']),
  ...pairs(TEXT, ['--mat-sys-inverse-on-surface'], ['--mat-sys-inverse-surface']),
  ...pairs(
    GLYPH,
    ['--mat-sys-outline', '--mat-sys-primary', '--mat-sys-tertiary', ...MEANINGS.map(meaning => `--sky-${meaning}`)],
    ['--mat-sys-background', '--mat-sys-surface-container-lowest', '--mat-sys-surface-container-low'],
  ),
];
