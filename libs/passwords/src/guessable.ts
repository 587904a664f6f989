/** What people write instead of a letter. */
const LOOK_ALIKES: Readonly<Record<string, string>> = {
  '@': 'a',
  '4': 'a',
  '3': 'e',
  '0': 'o',
  $: 's',
  '5': 's',
  '7': 't',
  '1': 'l',
};
/** Somebody who guesses tries a well-known word with about so many characters around it. */
const MOST_DECORATION = 6;

/**
 * True for a password that a guesser reaches early: one of the common ones or one of the given names, as it is, with letters
 * replaced by look-alikes, written several times, or with a few digits and signs around it.
 */
export function isGuessable(password: string, common: ReadonlySet<string>, names: readonly string[] = []): boolean {
  const own = new Set(names.map(lettersOf).filter(name => name.length >= 3));
  return formsOf(password.toLowerCase()).some(form => common.has(form) || own.has(form));
}

/** Every way in which a guesser would read the password. */
function formsOf(plain: string): string[] {
  return variantsOf(plain).flatMap(variant => {
    const letters = lettersOf(variant);
    const bare = bareOf(variant);
    return [variant, letters, bare, lettersOf(bare), unitOf(variant), unitOf(letters)];
  });
}

function variantsOf(plain: string): string[] {
  const read = [...plain].map(character => LOOK_ALIKES[character] ?? character).join('');
  return [plain, read];
}

/** The letters and digits alone: "P@ss word" is "password". */
function lettersOf(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
}

/** The word in the middle of a few digits and signs, or the text itself when there are too many of them. */
function bareOf(text: string): string {
  const bare = text.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, '');
  return bare !== '' && text.length - bare.length <= MOST_DECORATION ? bare : text;
}

/** What a text repeats ("abcabcabc" is "abc"), or the text itself. */
function unitOf(text: string): string {
  for (let length = 1; length <= text.length / 2; length++)
    if (text.length % length === 0 && text.slice(0, length).repeat(text.length / length) === text) return text.slice(0, length);
  return text;
}
