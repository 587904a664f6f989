/** A stretch of text that one font draws in one direction. */
export interface TextRun {
  readonly text: string;
  readonly script: 'plain' | 'right-to-left' | 'east-asian';
}

const RIGHT_TO_LEFT = String.raw`[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}]`;
const EAST_ASIAN = String.raw`[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Bopomofo}\u3000-\u303f\uff00-\uffef]`;
const MARK = String.raw`[\p{Mark}]`;
const RUN = new RegExp(
  `(?<rtl>${RIGHT_TO_LEFT}(?:${RIGHT_TO_LEFT}|${MARK}|[ ](?=${RIGHT_TO_LEFT}))*)|(?<asian>${EAST_ASIAN}+)|(?<plain>(?:(?!${RIGHT_TO_LEFT}|${EAST_ASIAN})[^])+)`,
  'gu',
);
const FIRST_LETTER_IS_RIGHT_TO_LEFT = new RegExp(`^\\P{Letter}*${RIGHT_TO_LEFT}`, 'u');
const HAS_RUNS = new RegExp(`${RIGHT_TO_LEFT}|${EAST_ASIAN}`, 'u');

/**
 * Splits a line into runs in the order in which they stand on paper. A line whose first letter is written from right to left has
 * its runs from right to left; inside a run the font's shaping puts the letters in order.
 */
export function textRuns(line: string): readonly TextRun[] {
  if (!HAS_RUNS.test(line)) return [{ text: line, script: 'plain' }];
  const runs: TextRun[] = [];
  for (const { groups = {} } of line.matchAll(RUN)) {
    const { rtl, asian, plain } = groups;
    if (rtl !== undefined) runs.push({ text: rtl, script: 'right-to-left' });
    else if (asian !== undefined) runs.push({ text: asian, script: 'east-asian' });
    else if (plain !== undefined) runs.push({ text: plain, script: 'plain' });
  }
  return FIRST_LETTER_IS_RIGHT_TO_LEFT.test(line) ? runs.reverse() : runs;
}
