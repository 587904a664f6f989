import type { EntityManager } from '@mikro-orm/postgresql';
import { nameOf, type Route } from './routes';

/** What stands for the first parameter of a route, by the beginning of its path: the ids of things of one person, or of staff. */
const OBJECTS: readonly (readonly [beginning: string, ids: string])[] = [
  ['/api/user/servers/:id', 'select id from servers where user_id = ?'],
  ['/api/user/ssh-keys/:id', 'select id from ssh_keys where user_id = ?'],
  ['/api/console-shares/:token', `select 'contract-share-' || min(id) as id from servers where user_id = ?`],
  ['/api/admin/console-sessions/:id', 'select id from console_sessions where user_id = ?'],
  ['/api/user/sessions/:id', `select id from sessions where user_id = ? and user_agent = 'spare'`],
  ['/api/user/api-keys/:id', `select id from api_keys where user_id = ? and name = 'spare'`],
  ['/api/user/notifications/:id', 'select id from notifications where user_id = ?'],
  ['/api/user/second-factor/passkeys/:id', 'select id from passkeys where user_id = ?'],
  ['/api/billing/payments/:id/transfer', `select id from payments where user_id = ? and gateway = 'bank_transfer'`],
  ['/api/billing/payments/:id', 'select id from payments where user_id = ?'],
  ['/api/billing/payments/by-order/:orderId', 'select order_id as id from payments where user_id = ?'],
  ['/api/transactions/:id', 'select transaction_id as id from payments where user_id = ? and transaction_id is not null'],
  ['/api/admin/transactions/:id', 'select transaction_id as id from payments where user_id = ? and transaction_id is not null'],
  ['/api/admin/tax-rates/:id', 'select id from tax_rates where ? > 0'],
  ['/api/admin/users/:id', 'select id from users where id = ?'],
  ['/api/admin/servers/:id', 'select id from servers where user_id = ?'],
  ['/api/admin/api-keys/:id', `select id from api_keys where user_id = ? and name = 'spare' order by id desc`],
  ['/api/admin/payments/:id', 'select id from payments where user_id = ?'],
  ['/api/admin/refunds/:id', 'select r.id from refunds r join payments y on y.id = r.payment_id where y.user_id = ?'],
  ['/api/admin/disputes/:id', 'select d.id from disputes d join payments y on y.id = d.payment_id where y.user_id = ?'],
  ['/api/admin/webhooks/:id', `select id from webhook_events where state = 'kept' and ? > 0`],
  ['/api/admin/settlement/differences/:id', 'select id from settlement_differences where ? > 0'],
  ['/api/admin/packages/:id', 'select id from virtfusion_packages where ? > 0'],
  ['/api/admin/orphans/:id', `select upstream_id as id from server_orphans where state = 'open' and ? > 0`],
  ['/api/admin/billing/debtors/:id', 'select id from users where id = ?'],
  ['/api/admin/billing/reconciliation/findings/:id', 'select id from reconciliation_findings where ? > 0'],
  ['/api/admin/billing/reconciliation/:id', 'select id from reconciliation_runs where ? > 0'],
  ['/api/admin/billing/mirror/bookings/:id', `select id from mirror_pushes where state = 'review' and ? > 0`],
  ['/api/admin/credits/:id', `select id from staff_credits where state = 'awaiting' and ? > 0`],
  ['/api/credits/:id', `select transaction_id as id from staff_credits where state = 'posted' and user_id = ?`],
  ['/api/admin/promo-codes/:id', 'select id from promo_codes where ? > 0'],
  ['/api/admin/billing/runs/:id', `select id from billing_runs where kind = 'staff' and ? > 0`],
  ['/api/admin/price-changes/:id', 'select id from price_changes where ? > 0'],
  ['/api/admin/jobs/:id', `select id from jobs.job where state = 'failed' and ? > 0`],
  ['/api/admin/security/events/:id', 'select id from security_events where ? > 0'],
  ['/api/admin/security/blocked-addresses/:id', 'select id from blocked_addresses where ? > 0'],
  ['/api/admin/virtfusion/surprises/:id', 'select id from virtfusion_surprises where ? > 0'],
  ['/api/admin/roles/:role', `select 'support' as id where ? > 0`],
];

/** Real values for the parameters of routes. */
export class Objects {
  private constructor(private readonly ids: ReadonlyMap<string, readonly string[]>) {}

  /** Finds everything of this person that a route could be about. */
  static async of(em: EntityManager, userId: number): Promise<Objects> {
    const ids = new Map<string, readonly string[]>();
    for (const [beginning, query] of OBJECTS) {
      const rows = await em.execute<{ id: string | number }[]>(query, [userId]);
      if (rows.length === 0) throw new Error(`The world has nothing for ${beginning}`);
      ids.set(
        beginning,
        rows.map(({ id }) => String(id)),
      );
    }
    return new Objects(ids);
  }

  /** One filling for each object there is; a route that deletes needs a new one each time. */
  fillingsFor(route: Route): readonly string[][] {
    if (route.parameters.length === 0) return [[]];
    const beginning = OBJECTS.map(([start]) => start).find(start => `${route.path}/`.startsWith(`${start}/`));
    const ids = beginning === undefined ? undefined : this.ids.get(beginning);
    if (!ids) throw new Error(`No object stands for the parameter of ${nameOf(route)}: say in objects.ts which`);
    return ids.map(id => [id, ...route.parameters.slice(1).map(name => (name === 'action' ? 'boot' : id))]);
  }
}
