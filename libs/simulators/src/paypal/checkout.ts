import type { Call, Reply } from '../kit/call';
import { checkoutPage, decidedPage, unknownOrderPage } from './checkout-page';
import type { OrderRow } from './model';

/** The buyer's page and its buttons; the way back is PayPal's: the merchant's address with `token` and `PayerID`. */
export class Checkout {
  constructor(
    private readonly orderOf: (id: string) => OrderRow | undefined,
    private readonly agree: (order: OrderRow, outcome: 'COMPLETED' | 'PENDING' | 'INSTRUMENT_DECLINED') => void,
  ) {}

  show(call: Call): Reply {
    const order = this.orderOf(tokenIn(call));
    return order ? { status: 200, html: checkoutPage(order) } : { status: 404, html: unknownOrderPage() };
  }

  decide(call: Call): Reply {
    const order = this.orderOf(tokenIn(call));
    if (!order) return { status: 404, html: unknownOrderPage() };
    if (order.status === 'COMPLETED') return { status: 200, html: checkoutPage(order) };
    const act = call.body['act'];
    if (act === 'cancel') return wayBack(order.cancelUrl, { token: order.id }, 'You cancelled.');
    this.agree(order, act === 'decline' ? 'INSTRUMENT_DECLINED' : act === 'pending' ? 'PENDING' : 'COMPLETED');
    return wayBack(order.returnUrl, { token: order.id, PayerID: order.payer?.id ?? '' }, 'Thank you.');
  }
}

function tokenIn({ query, body }: Call): string {
  const inBody = body['token'];
  return query.get('token') ?? (typeof inBody === 'string' ? inBody : '');
}

function wayBack(url: string | null, query: Readonly<Record<string, string>>, words: string): Reply {
  if (url === null) return { status: 200, html: decidedPage(words) };
  const target = new URL(url);
  for (const [name, value] of Object.entries(query)) target.searchParams.set(name, value);
  return { status: 302, headers: { location: target.href } };
}
