/** Other ways to write a path that careless routers take for the same, or that careless guards take for another. */
export function pathVariants(path: string): string[] {
  const segments = path.split('/');
  const last = segments.at(-1) ?? '';
  const parent = segments.slice(0, -1).join('/');
  const encoded = `%${last.charCodeAt(0).toString(16)}${last.slice(1)}`;
  return [
    `${parent}/${encoded}`,
    `${parent}/${encoded.toUpperCase()}`,
    `/%61pi${path.slice(4)}`,
    `/${path}`,
    `${parent}//${last}`,
    `${path}/`,
    `${path}//`,
    `${path};x`,
    `${path};jsessionid=1`,
    `${path}%2f`,
    `${path}%00`,
    `${path}%20`,
    `${path}.json`,
    path.toUpperCase(),
    `${parent}/${last.charAt(0).toUpperCase()}${last.slice(1)}`,
    `${parent}/./${last}`,
    `${parent}/x/../${last}`,
    `${parent}/%2e/${last}`,
    `/api/health/..${path.slice(4)}`,
    `/api/health/%2e%2e${path.slice(4)}`,
    `/api\\${path.slice(5)}`,
    `${path}?_method=GET`,
    `${path}#x`,
  ];
}
