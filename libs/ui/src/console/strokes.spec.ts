import { KEYBOARD_CHOICES, type KeyboardName, strokesFor } from './strokes';

const codes = (text: string, keyboard: KeyboardName) =>
  strokesFor(text, keyboard).strokes.map(({ code, shift, altGraph }) => `${shift ? '⇧' : ''}${altGraph ? '⌥' : ''}${code}`);

describe(strokesFor, () => {
  it('presses the keys where the guest has them', () => {
    expect(codes('yz', 'us')).toEqual(['KeyY', 'KeyZ']);
    expect(codes('yz', 'de')).toEqual(['KeyZ', 'KeyY']);
    expect(codes('aq', 'fr')).toEqual(['KeyQ', 'KeyA']);
    expect(codes('A1', 'fr')).toEqual(['⇧KeyQ', '⇧Digit1']);
  });

  it('finds what needs another level', () => {
    expect(codes('@{}', 'de')).toEqual(['⌥KeyQ', '⌥Digit7', '⌥Digit0']);
    expect(codes('@"', 'gb')).toEqual(['⇧Quote', '⇧Digit2']);
    expect(codes('|\\', 'us')).toEqual(['⇧Backslash', 'Backslash']);
  });

  it('puts a space behind what would wait for the next letter', () => {
    expect(codes('^e', 'de')).toEqual(['Backquote', 'Space', 'KeyE']);
    expect(codes('^e', 'us')).toEqual(['⇧Digit6', 'KeyE']);
  });

  it('names what the keyboard does not have, once, and types the rest', () => {
    const { strokes, missing } = strokesFor('a€ü€', 'us');
    expect(missing).toEqual(['€', 'ü']);
    expect(strokes).toHaveLength(1);
  });

  it('carries the character itself for guests that go by it', () => {
    expect(strokesFor('ü€\n', 'de').strokes.map(({ keysym }) => keysym)).toEqual([0xfc, 0x010020ac, 0xff0d]);
  });

  it.each(KEYBOARD_CHOICES)('types every character of a shell on $label', ({ name }) => {
    const shell = Array.from({ length: 95 }, (_, index) => String.fromCharCode(32 + index)).join('');
    expect(strokesFor(shell, name).missing).toEqual([]);
  });

  it('takes the line ends of every system', () => {
    expect(codes('a\r\nb\rc\n', 'us')).toEqual(['KeyA', 'Enter', 'KeyB', 'Enter', 'KeyC', 'Enter']);
  });
});
