import type { Reply } from './caller';
import { bodySchemaOf } from './document';
import type { Verdict } from './access-table';
import type { Principal } from './principals';
import { isPermission } from '../platform/access';
import { fill, isStream, type Route } from './routes';
import { sampleOf } from './sample-body';
import type { World } from './world';

/** Codes by which somebody is refused for who they are. Others with the same status are about what they sent. */
const REFUSALS: ReadonlySet<string> = new Set([
  ...['unauthenticated', 'session_ended', 'invalid_api_key'],
  ...['forbidden', 'email_not_verified', 'account_suspended', 'session_required', 'invalid_scope', 'api_key_required'],
  ...['second_factor_required', 'read_only_session', 'step_up_required', 'address_not_allowed', 'csrf_failed'],
]);
/** Those to whom the things belong that are asked for. */
const OWNERS: readonly Principal[] = ['customer', 'key-with-scope', 'key-without-scope'];

/** Asks routes as every kind of caller about real things of one customer, and tells what came of it. */
export class AccessProbe {
  private readonly deleted = new Map<string, number>();

  constructor(private readonly world: World) {}

  /** Somebody who may change something sends what is wrong in form, so that being admitted has no effect where it need not. */
  async ask(route: Route, principal: Principal): Promise<Verdict> {
    const caller = this.world.callers[principal];
    const question = { method: route.method, url: this.urlFor(route), route, ...this.bodyFor(route, principal) };
    const verdict = verdictOf(route, await caller.ask(question));
    if (verdict === 'ok' && route.method !== 'GET') await this.after(route, principal);
    return verdict;
  }

  private async after(route: Route, principal: Principal): Promise<void> {
    if (route.method === 'DELETE') this.deleted.set(route.path, this.countOf(route) + 1); // the next one gets another object
    // Whoever has deleted their account cannot begin anew.
    if (route.operation !== 'deleteUser') await this.world.callers[principal].renew();
    // Staff may have ended the sessions of the customer.
    if (route.path.startsWith('/api/admin/users/')) await this.world.callers.customer.renew();
  }

  private urlFor(route: Route): string {
    const fillings = this.world.objects.fillingsFor(route);
    const spare = route.method === 'DELETE' ? fillings.at(-1 - this.countOf(route)) : undefined;
    return fill(route, spare ?? fillings[0] ?? []);
  }

  private bodyFor(route: Route, principal: Principal): { body?: unknown } {
    const schema = bodySchemaOf(route);
    if (!schema || isStream(route)) return {};
    const isConcerned = route.parameters.length === 0 || OWNERS.includes(principal) || (route.rule && isPermission(route.rule));
    return { body: isConcerned ? { 'not-a-field': true } : sampleOf(schema) };
  }

  private countOf({ path }: Route): number {
    return this.deleted.get(path) ?? 0;
  }
}

function verdictOf({ parameters }: Route, { status, text }: Reply): Verdict {
  if (status === 404 && parameters.length > 0) return '404';
  if (status !== 401 && status !== 403) return 'ok';
  const { error } = JSON.parse(text) as { error: { code: string } };
  return REFUSALS.has(error.code) ? (`${status}` as Verdict) : 'ok';
}
