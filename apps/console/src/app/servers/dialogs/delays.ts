const HOUR = 60;
const DAY = 24 * HOUR;

/** For how long a server that is being deleted can be brought back, as staff choose it. */
export const DELETION_DELAYS: readonly { readonly minutes: number; readonly words: string }[] = [
  { minutes: 0, words: 'At once' },
  { minutes: HOUR, words: 'In an hour' },
  { minutes: DAY, words: 'In a day' },
  { minutes: 7 * DAY, words: 'In a week' },
  { minutes: 30 * DAY, words: 'In 30 days' },
];

/** Time enough to notice a mistake. */
export const USUAL_DELAY = DAY;
