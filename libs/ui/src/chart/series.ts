/** One line or row of bars; a gap in the data is null and stays a gap. */
export interface ChartSeries {
  readonly name: string;
  readonly values: readonly (number | null)[];
}

/** A rounded top of the scale and its half, so that two hairlines read well. */
export function scaleTop(values: readonly (number | null)[]): number {
  const highest = Math.max(...values.map(value => value ?? 0), 0);
  if (highest <= 0) return 1;
  // What is counted has whole numbers only, and so has the half of the scale.
  if (highest < 10 && values.every(value => Number.isInteger(value ?? 0))) return Math.max(2, Math.ceil(highest / 2) * 2);
  const magnitude = 10 ** Math.floor(Math.log10(highest));
  const step = [1, 2, 4, 5, 10].find(candidate => candidate * magnitude >= highest) ?? 10;
  return step * magnitude;
}

/** An SVG path over the known values; unknown ones interrupt it. */
export function linePath(
  values: readonly (number | null)[],
  xOf: (index: number) => number,
  yOf: (value: number) => number,
): string {
  let pen: 'M' | 'L' = 'M';
  let path = '';
  values.forEach((value, index) => {
    if (value === null) {
      pen = 'M';
      return;
    }
    path += `${pen}${xOf(index).toFixed(1)} ${yOf(value).toFixed(1)}`;
    pen = 'L';
  });
  return path;
}
