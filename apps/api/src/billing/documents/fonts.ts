import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

/** DejaVu holds Latin, Greek and Cyrillic, so that names come out as people write them. */
export const DOCUMENT_FONTS = {
  text: require.resolve('dejavu-fonts-ttf/ttf/DejaVuSans.ttf'),
  strong: require.resolve('dejavu-fonts-ttf/ttf/DejaVuSans-Bold.ttf'),
} as const;
