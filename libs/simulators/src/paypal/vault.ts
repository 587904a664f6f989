import { paramOf, type Call, type Reply } from '../kit/call';
import type { Clock } from '../kit/clock';
import { refuse, unknownResource } from './errors';
import { paypalId } from './ids';
import type { PayPalLedger } from './ledger';
import type { OrderRow, VaultRow } from './model';
import type { News } from './webhooks';

/** Ways to pay that PayPal keeps for the merchant. */
export class Vault {
  constructor(
    private readonly ledger: PayPalLedger,
    private readonly clock: Clock,
    private readonly tell: (news: News) => void,
  ) {}

  /** Keeps the way by which an order was paid, as the merchant asked. */
  keep(base: string, order: OrderRow): VaultRow {
    const row: VaultRow = {
      ...{ id: paypalId(17).toLowerCase(), email: order.payer?.email ?? 'buyer@example.com', orderId: order.id },
      ...{ customerId: paypalId(10), nextCapture: 'COMPLETED', createdAt: this.clock.now() },
    };
    this.ledger.vault.set(row.id, row);
    order.vaultedId = row.id;
    this.tell(tokenNews(base, row, 'CREATED'));
    return row;
  }

  /** The kept way that an order names. */
  named(id: string): VaultRow {
    const row = this.ledger.vault.get(id);
    if (!row) throw refuse(422, 'TOKEN_ID_NOT_FOUND', { field: '/payment_source/paypal/vault_id', value: id });
    return row;
  }

  read(call: Call): Reply {
    return { status: 200, json: tokenView(this.rowOf(call)) };
  }

  remove(call: Call): Reply {
    const row = this.rowOf(call);
    this.forget(call.base, row.id);
    return { status: 204 };
  }

  /** Forgets a way to pay, as the merchant or the buyer asked. */
  forget(base: string, id: string): void {
    const row = this.ledger.vault.get(id);
    if (!row) throw unknownResource();
    this.ledger.vault.delete(id);
    this.tell(tokenNews(base, row, 'DELETED'));
  }

  private rowOf(call: Call): VaultRow {
    const row = this.ledger.vault.get(paramOf(call, 'tokenId'));
    if (!row) throw unknownResource();
    return row;
  }
}

function tokenView(row: VaultRow): Record<string, unknown> {
  return {
    id: row.id,
    customer: { id: row.customerId },
    payment_source: { paypal: { email_address: row.email, permit_multiple_payment_tokens: false, usage_type: 'MERCHANT' } },
  };
}

function tokenNews(base: string, row: VaultRow, act: 'CREATED' | 'DELETED'): News {
  const link = { href: `${base}/v3/vault/payment-tokens/${row.id}`, rel: 'self', method: 'GET' };
  return {
    type: `VAULT.PAYMENT-TOKEN.${act}`,
    resourceType: 'payment_token',
    resourceVersion: '3.0',
    summary: `A payment token has been ${act.toLowerCase()}`,
    resource:
      act === 'CREATED'
        ? { ...tokenView(row), metadata: { order_id: row.orderId }, time_created: row.createdAt, links: [link] }
        : { id: row.id },
  };
}
