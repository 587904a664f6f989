import { MOST_COMMON } from './most-common';

let words: ReadonlySet<string> | undefined;

/** The 10,000 most common passwords in lower case; made on first use. A separate entry, so that a page fetches it only when it is needed. */
export function commonPasswords(): ReadonlySet<string> {
  words ??= new Set(MOST_COMMON.split('\n'));
  return words;
}
