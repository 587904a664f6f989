import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { AuditLog } from '@api/audit';
import { Clock, LiveHub } from '@api/platform';
import type { KeptSource } from '../gateways/payment-gateway';
import type { Payment } from '../payments/payment.entity';
import { PaymentSource } from './payment-source.entity';

/** The ways to pay that gateways keep; a customer has one at most. */
@Injectable()
export class PaymentSources {
  constructor(
    private readonly em: EntityManager,
    private readonly clock: Clock,
    private readonly live: LiveHub,
    private readonly audit: AuditLog,
  ) {}

  /**
   * Keeps the source that came with a payment, once, in place of an earlier one; part of the surrounding transaction. Only for
   * a payment whose buyer asked for it.
   */
  async keep(payment: Payment, source: KeptSource | null): Promise<void> {
    const { userId, storesSource, gateway } = payment;
    if (source === null || !storesSource || gateway !== 'paypal') return;
    const known = await this.em.findOne(PaymentSource, { gateway, vaultId: source.vaultId });
    if (known) return;
    const at = this.clock.now();
    await this.em.nativeUpdate(PaymentSource, { userId, removedAt: null }, { removedAt: at });
    const label = hidden(source.label);
    const fields = { userId, gateway, vaultId: source.vaultId, label, createdAt: at, removedAt: null } as const;
    await this.em.persist(Object.assign(new PaymentSource(), fields)).flush();
    await this.audit.record({ action: 'payment-source.stored', userId, details: { gateway, label } });
    await this.live.publish({ type: 'payment', userId, data: { paymentId: payment.id } });
  }

  ofUser(userId: number): Promise<PaymentSource | null> {
    return this.em.fork().findOne(PaymentSource, { userId, removedAt: null });
  }

  ofVault(vaultId: string): Promise<PaymentSource | null> {
    return this.em.fork().findOne(PaymentSource, { vaultId, removedAt: null });
  }

  /** The gateway's name of a source; null when it was removed. */
  async vaultIdOf(id: number): Promise<string | null> {
    const source = await this.em.fork().findOne(PaymentSource, { id, removedAt: null });
    return source?.vaultId ?? null;
  }

  /** Ends the use of a source here; what stays at the gateway is the caller's to remove. */
  async drop(id: number, why: string): Promise<void> {
    await this.em.fork().transactional(async em => {
      const source = await em.findOne(PaymentSource, { id, removedAt: null });
      if (!source) return;
      source.removedAt = this.clock.now();
      await this.audit.record({ action: 'payment-source.removed', userId: source.userId, details: { label: source.label, why } });
      await this.live.publish({ type: 'payment', userId: source.userId, data: {} });
    });
  }
}

/** `ada@buyer.example` as `a••@buyer.example`: enough to know one's own account. */
function hidden(label: string | null): string {
  const [name = '', host] = (label ?? '').split('@');
  return host === undefined || name === '' ? 'PayPal account' : `${name.slice(0, 1)}••@${host}`;
}
