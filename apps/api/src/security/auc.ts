/**
 * How well a measurement tells two groups apart: the chance that one of the first is larger than one of the second (the area under
 * the ROC curve). 0.5 is no better than a coin.
 */
export function areaUnderCurve(first: readonly number[], second: readonly number[]): number {
  const wins = first.map(one => second.reduce((sum, other) => sum + (one > other ? 1 : one === other ? 0.5 : 0), 0));
  return wins.reduce((sum, count) => sum + count, 0) / (first.length * second.length);
}
