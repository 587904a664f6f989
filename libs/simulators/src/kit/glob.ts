/**
 * Whether a path fits a pattern. `*` (or `…`) stands for anything, `:name` for one segment. A pattern that does not begin
 * with `/` only has to fit the end of the path.
 */
export function fitsPath(pattern: string, path: string): boolean {
  const source = pattern
    .replaceAll('…', '*')
    .replace(/[.+?^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replace(/:[A-Za-z][A-Za-z0-9_]*/g, '[^/]+');
  return new RegExp(`${pattern.startsWith('/') ? '^' : ''}${source}$`).test(path);
}
