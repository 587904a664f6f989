/** Colours a character can have, as indices into `PALETTE`. */
export const INK = { black: 0, grey: 1, white: 2, green: 3, red: 4, blue: 5 } as const;
export type Ink = (typeof INK)[keyof typeof INK];

/** Red, green, blue of each ink. */
export const PALETTE: readonly (readonly [number, number, number])[] = [
  [0, 0, 0],
  [176, 180, 186],
  [255, 255, 255],
  [96, 200, 120],
  [236, 96, 88],
  [104, 156, 240],
];
