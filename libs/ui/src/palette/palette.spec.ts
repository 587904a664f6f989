import { asksForPalette } from './palette';

const press = (key: string, init: KeyboardEventInit = {}, target: HTMLElement = document.body) => {
  const event = new KeyboardEvent('keydown', { key, ...init });
  Object.defineProperty(event, 'target', { value: target });
  return asksForPalette(event);
};

describe(asksForPalette, () => {
  it('answers Ctrl K, ⌘K and a slash', () => {
    expect([press('k', { ctrlKey: true }), press('K', { metaKey: true }), press('/')]).toEqual([true, true, true]);
  });

  it('leaves letters and slashes to fields', () => {
    expect([press('k'), press('/', {}, document.createElement('input')), press('/', { ctrlKey: true })]).toEqual([
      false,
      false,
      false,
    ]);
  });

  it('answers Ctrl K inside a field too', () => {
    expect(press('k', { ctrlKey: true }, document.createElement('input'))).toBe(true);
  });
});
