/** What a server may carry. */
export const MOST_TAGS = 10;
export const LONGEST_TAG = 30;

/** Tags as they were typed, between commas or on lines of their own; each once. */
export function tagsIn(text: string): string[] {
  return [
    ...new Set(
      text
        .split(/[,\n]/)
        .map(tag => tag.trim().replace(/\s+/g, ' '))
        .filter(Boolean),
    ),
  ];
}

/** Why these tags cannot be kept; empty when they can. */
export function tagProblem(text: string): string {
  const tags = tagsIn(text);
  if (tags.length > MOST_TAGS) return `A server carries at most ${MOST_TAGS} tags; these are ${tags.length}.`;
  const long = tags.find(tag => tag.length > LONGEST_TAG);
  return long === undefined ? '' : `Keep a tag under ${LONGEST_TAG + 1} characters; “${long}” is longer.`;
}
