/** Keys without a character, by their X11 number. */
export const KEYS = {
  backspace: 0xff08,
  tab: 0xff09,
  enter: 0xff0d,
  escape: 0xff1b,
  shift: 0xffe1,
  control: 0xffe3,
  alt: 0xffe9,
  delete: 0xffff,
} as const;

export type Modifier = 'control' | 'alt';
export type NamedKey = 'enter' | 'backspace' | 'tab' | 'delete';

/** What a key means to a terminal. */
export type Stroke =
  | { readonly kind: 'character'; readonly character: string }
  | { readonly kind: 'modifier'; readonly modifier: Modifier }
  | { readonly kind: 'named'; readonly key: NamedKey }
  | { readonly kind: 'other' };

const MODIFIERS: Readonly<Record<number, Modifier>> = { 0xffe3: 'control', 0xffe4: 'control', 0xffe9: 'alt', 0xffea: 'alt' };
const NAMED: Readonly<Record<number, NamedKey>> = {
  0xff08: 'backspace',
  0xff09: 'tab',
  0xff0d: 'enter',
  0xff8d: 'enter',
  0xff9f: 'delete',
  0xffff: 'delete',
};
const UNICODE = 0x0100_0000;
const LAST_CODE_POINT = 0x10_ffff;
/** The number pad's characters have their ASCII number in the low seven bits. */
const [KEYPAD_FIRST, KEYPAD_LAST, KEYPAD_OFFSET] = [0xffaa, 0xffb9, 0xff80];

/** Reads an X11 keysym: Latin-1 as it is, Unicode from 0x01000000 on, the number pad, and a few keys with names. */
export function strokeOf(keysym: number): Stroke {
  const modifier = MODIFIERS[keysym];
  if (modifier) return { kind: 'modifier', modifier };
  const key = NAMED[keysym];
  if (key) return { kind: 'named', key };
  if (keysym >= KEYPAD_FIRST && keysym <= KEYPAD_LAST) return character(keysym - KEYPAD_OFFSET);
  if ((keysym >= 0x20 && keysym <= 0x7e) || (keysym >= 0xa0 && keysym <= 0xff)) return character(keysym);
  const codePoint = keysym - UNICODE;
  const isSurrogate = codePoint >= 0xd800 && codePoint <= 0xdfff;
  return codePoint >= 0xa0 && codePoint <= LAST_CODE_POINT && !isSurrogate ? character(codePoint) : { kind: 'other' };
}

/** The keysym that types a character. */
export function keysymOf(character: string): number {
  if (character === '\n') return KEYS.enter;
  const codePoint = character.codePointAt(0) ?? 0x20;
  return codePoint <= 0xff ? codePoint : UNICODE + codePoint;
}

function character(codePoint: number): Stroke {
  return { kind: 'character', character: String.fromCodePoint(codePoint) };
}
