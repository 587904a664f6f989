/** One key pressed, as a guest with a certain keyboard needs it. */
export interface Stroke {
  /** X11's number of the character (keysymdef.h). */
  readonly keysym: number;
  /** The physical key, by its name in the W3C's UI Events. */
  readonly code: string;
  readonly shift: boolean;
  readonly altGraph: boolean;
}

/** A keyboard: rows of physical keys with what they give alone, with Shift, and with AltGr; a blank gives nothing. */
interface Keyboard {
  readonly label: string;
  readonly plain: readonly string[];
  readonly shifted: readonly string[];
  readonly third: Readonly<Record<string, string>>;
  /** Characters that wait for the next key, and need a space behind them to stand alone. */
  readonly dead: string;
}

const ROWS: readonly (readonly string[])[] = [
  [
    'Backquote',
    'Digit1',
    'Digit2',
    'Digit3',
    'Digit4',
    'Digit5',
    'Digit6',
    'Digit7',
    'Digit8',
    'Digit9',
    'Digit0',
    'Minus',
    'Equal',
  ],
  ['KeyQ', 'KeyW', 'KeyE', 'KeyR', 'KeyT', 'KeyY', 'KeyU', 'KeyI', 'KeyO', 'KeyP', 'BracketLeft', 'BracketRight'],
  ['KeyA', 'KeyS', 'KeyD', 'KeyF', 'KeyG', 'KeyH', 'KeyJ', 'KeyK', 'KeyL', 'Semicolon', 'Quote', 'Backslash'],
  ['IntlBackslash', 'KeyZ', 'KeyX', 'KeyC', 'KeyV', 'KeyB', 'KeyN', 'KeyM', 'Comma', 'Period', 'Slash'],
];

const KEYBOARDS = {
  us: {
    label: 'English (US)',
    plain: ['`1234567890-=', 'qwertyuiop[]', "asdfghjkl;'\\", ' zxcvbnm,./'],
    shifted: ['~!@#$%^&*()_+', 'QWERTYUIOP{}', 'ASDFGHJKL:"|', ' ZXCVBNM<>?'],
    third: {},
    dead: '',
  },
  gb: {
    label: 'English (UK)',
    plain: ['`1234567890-=', 'qwertyuiop[]', "asdfghjkl;'#", '\\zxcvbnm,./'],
    shifted: ['¬!"£$%^&*()_+', 'QWERTYUIOP{}', 'ASDFGHJKL:@~', '|ZXCVBNM<>?'],
    third: { '€': 'Digit4' },
    dead: '',
  },
  de: {
    label: 'German',
    plain: ['^1234567890ß´', 'qwertzuiopü+', 'asdfghjklöä#', '<yxcvbnm,.-'],
    shifted: ['°!"§$%&/()=?`', 'QWERTZUIOPÜ*', "ASDFGHJKLÖÄ'", '>YXCVBNM;:_'],
    third: {
      '²': 'Digit2',
      '³': 'Digit3',
      '{': 'Digit7',
      '[': 'Digit8',
      ']': 'Digit9',
      '}': 'Digit0',
      '\\': 'Minus',
      '@': 'KeyQ',
      '€': 'KeyE',
      '~': 'BracketRight',
      '|': 'IntlBackslash',
      µ: 'KeyM',
    },
    dead: '^´`',
  },
  fr: {
    label: 'French',
    plain: ['²&é"\'(-è_çà)=', 'azertyuiop^$', 'qsdfghjklmù*', '<wxcvbn,;:!'],
    shifted: [' 1234567890°+', 'AZERTYUIOP¨£', 'QSDFGHJKLM%µ', '>WXCVBN?./§'],
    third: {
      '~': 'Digit2',
      '#': 'Digit3',
      '{': 'Digit4',
      '[': 'Digit5',
      '|': 'Digit6',
      '`': 'Digit7',
      '\\': 'Digit8',
      '@': 'Digit0',
      ']': 'Minus',
      '}': 'Equal',
      '€': 'KeyE',
    },
    dead: '^¨~`',
  },
} as const satisfies Record<string, Keyboard>;

export type KeyboardName = keyof typeof KEYBOARDS;
export const KEYBOARD_CHOICES = (Object.keys(KEYBOARDS) as KeyboardName[]).map(name => ({ name, label: KEYBOARDS[name].label }));

const SPACE: Stroke = { keysym: 0x20, code: 'Space', shift: false, altGraph: false };
const CONTROLS: Readonly<Record<string, Stroke>> = {
  ' ': SPACE,
  '\n': { keysym: 0xff0d, code: 'Enter', shift: false, altGraph: false },
  '\t': { keysym: 0xff09, code: 'Tab', shift: false, altGraph: false },
};

/** How to type a text on a guest's keyboard, and the characters that this keyboard does not have. */
export function strokesFor(text: string, name: KeyboardName): { strokes: Stroke[]; missing: string[] } {
  const keys = keysOf(KEYBOARDS[name]);
  const strokes: Stroke[] = [];
  const missing = new Set<string>();
  for (const character of text.replaceAll('\r\n', '\n').replaceAll('\r', '\n')) {
    const stroke = CONTROLS[character] ?? keys.get(character);
    if (!stroke) {
      missing.add(character);
      continue;
    }
    strokes.push(stroke);
    if (KEYBOARDS[name].dead.includes(character)) strokes.push(SPACE);
  }
  return { strokes, missing: [...missing] };
}

function keysOf({ plain, shifted, third }: Keyboard): Map<string, Stroke> {
  const keys = new Map<string, Stroke>();
  const add = (character: string, code: string, shift: boolean, altGraph: boolean) => {
    if (character !== ' ' && !keys.has(character)) keys.set(character, { keysym: keysymOf(character), code, shift, altGraph });
  };
  ROWS.forEach((codes, row) => {
    codes.forEach((code, column) => add(plain[row]?.[column] ?? ' ', code, false, false));
    codes.forEach((code, column) => add(shifted[row]?.[column] ?? ' ', code, true, false));
  });
  for (const [character, code] of Object.entries(third)) add(character, code, false, true);
  return keys;
}

/** Latin-1 is its own number; everything else is its code point in a plane of its own. */
function keysymOf(character: string): number {
  const point = character.codePointAt(0) ?? 0;
  return point < 0x100 ? point : 0x01000000 + point;
}
