import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

const require = createRequire(import.meta.url);

/**
 * DejaVu holds Latin, Greek, Cyrillic, Arabic and Hebrew, so that names come out as people write them; Chinese and Japanese need a font of
 * their own.
 */
const FILES = {
  text: require.resolve('dejavu-fonts-ttf/ttf/DejaVuSans.ttf'),
  strong: require.resolve('dejavu-fonts-ttf/ttf/DejaVuSans-Bold.ttf'),
  asian: path.join(path.dirname(require.resolve('@embedpdf/fonts-sc')), '../fonts/NotoSansHans-Regular.otf'),
} as const;
export type FontName = keyof typeof FILES;

const read = new Map<FontName, Buffer>();

/** The bytes of a font, read once a process. */
export function fontOf(name: FontName): Buffer {
  const known = read.get(name);
  if (known) return known;
  const bytes = readFileSync(FILES[name]);
  read.set(name, bytes);
  return bytes;
}
