import { isGuessable } from './guessable';

export const PASSWORD_MAX_LENGTH = 128;
const FEWEST_DIFFERENT_CHARACTERS = 4;
const KINDS = [/\p{Ll}/u, /\p{Lu}/u, /\p{N}/u, /[^\p{L}\p{N}]/u];

/** The host's rules, the same on the server and on the screen. */
export interface PasswordPolicy {
  readonly minLength: number;
  /** Small and capital letters, a digit and another character. */
  readonly needsKinds: boolean;
}

/** Whose password it is: their own names are the first that anybody would try. */
export interface PasswordOwner {
  readonly username: string;
  readonly email: string;
}

/** One demand on a new password, in words that follow "The password needs", and whether it is met. */
export interface PasswordDemand {
  readonly name: 'length' | 'kinds' | 'variety' | 'not-your-name' | 'not-guessable';
  readonly words: string;
  readonly isMet: boolean;
}

/**
 * Everything a new password has to be, in the order in which people should read it. `common` is the list of well-known
 * passwords, or null while a page has not fetched it yet; `names` are the host's own words, such as the company's name.
 */
export function passwordDemands(
  password: string,
  owner: PasswordOwner,
  { minLength, needsKinds }: PasswordPolicy,
  common: ReadonlySet<string> | null,
  names: readonly string[] = [],
): PasswordDemand[] {
  const plain = password.toLowerCase();
  const own = [owner.username, owner.email, owner.email.split('@')[0] ?? ''].map(word => word.trim().toLowerCase());
  const isTyped = password !== '';
  return [
    {
      name: 'length',
      words: `At least ${minLength} characters`,
      isMet: password.length >= minLength && password.length <= PASSWORD_MAX_LENGTH,
    },
    ...(needsKinds
      ? [
          {
            name: 'kinds' as const,
            words: 'Small and capital letters, a digit and another character',
            isMet: KINDS.every(kind => kind.test(password)),
          },
        ]
      : []),
    {
      name: 'variety',
      words: 'At least four different characters',
      isMet: new Set(plain).size >= FEWEST_DIFFERENT_CHARACTERS,
    },
    {
      name: 'not-your-name',
      words: 'Not your username or email',
      isMet: isTyped && !own.some(word => word.length >= 3 && plain.includes(word)),
    },
    {
      name: 'not-guessable',
      words: 'Not one of the first that anybody would try',
      isMet: isTyped && common !== null && !isGuessable(password, common, names),
    },
  ];
}
