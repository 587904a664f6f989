import type { Call, Reply } from './call';

/** Answers one kind of call. */
export type Handler = (call: Call) => Reply | Promise<Reply>;

interface Route {
  readonly method: string;
  readonly pattern: string;
  readonly expression: RegExp;
  readonly handler: Handler;
}

/** What a look-up found: a handler, a path that has other methods only, or nothing. */
export type Match =
  | { readonly kind: 'found'; readonly handler: Handler; readonly params: Record<string, string> }
  | { readonly kind: 'wrong-method'; readonly methods: readonly string[] }
  | { readonly kind: 'unknown' };

/** A table of method and path pattern (`/servers/:serverId/build`) to handler. The first match wins. */
export class Routes {
  private readonly routes: Route[] = [];

  on(method: string, pattern: string, handler: Handler): this {
    this.routes.push({ method, pattern, expression: expressionOf(pattern), handler });
    return this;
  }

  find(method: string, path: string): Match {
    const methods: string[] = [];
    for (const route of this.routes) {
      const hit = route.expression.exec(path);
      if (!hit) continue;
      if (route.method === method) return { kind: 'found', handler: route.handler, params: { ...hit.groups } };
      methods.push(route.method);
    }
    return methods.length > 0 ? { kind: 'wrong-method', methods } : { kind: 'unknown' };
  }

  /** Every route as `GET /servers/:serverId`. */
  list(): string[] {
    return this.routes.map(route => `${route.method} ${route.pattern}`);
  }
}

function expressionOf(pattern: string): RegExp {
  const source = pattern
    .split('/')
    .map(part => (part.startsWith(':') ? `(?<${part.slice(1)}>[^/]+)` : part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')))
    .join('/');
  return new RegExp(`^${source}$`);
}
