import { Routes, type Match } from './routes';

/** Adds every route below a prefix of another table. */
export class PrefixedRoutes extends Routes {
  constructor(
    private readonly target: Routes,
    private readonly base: string,
  ) {
    super();
  }

  override on(...[method, pattern, handler]: Parameters<Routes['on']>): this {
    this.target.on(method, this.base + pattern, handler);
    return this;
  }

  override find(method: string, path: string): Match {
    return this.target.find(method, path);
  }
}
