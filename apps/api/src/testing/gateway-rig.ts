import type { GatewayCapabilities, GatewayName } from '../billing/gateways/payment-gateway';
import type { PaymentDetailDto } from '../billing/payments/owned-payment.dto';
import type { CheckoutDto } from '../billing/payments/payment.dto';
import type { RefundDto } from '../billing/refunds/refund.dto';
import type { Person } from './make';
import type { Answer } from './browser';
import type { TestApp } from './test-app';
import { type Refusal, tillOf } from './till';

/** A payment that was begun at a gateway. */
export interface Begun {
  readonly paymentId: number;
  readonly orderId: string;
  readonly owner: Person;
}

/** How one gateway's outside world is moved in the contract's cases. */
export interface GatewayRig {
  readonly name: GatewayName;
  readonly capabilities: GatewayCapabilities;
  /** Money of this amount (that asked for, where it is not named) arrives at the gateway, and nobody here hears of it yet. */
  arrive(begun: Begun, amount?: string): Promise<void>;
  /** A refund that waits for a person is paid out; others need nobody. */
  payOut(refund: RefundDto): Promise<void>;
}

/** What every case does by the front door, whatever the gateway. */
export class ContractDesk {
  private staff: Person | undefined;
  private keys = 0;
  readonly till: ReturnType<typeof tillOf>;

  constructor(
    readonly sky: TestApp,
    readonly rig: GatewayRig,
  ) {
    this.till = tillOf(sky);
  }

  async admin(): Promise<Person> {
    return (this.staff ??= await this.sky.make.admin());
  }

  async begin(amount = '25.00', owner?: Person, key = this.freshKey()): Promise<Begun> {
    const person = owner ?? (await this.sky.make.customer());
    const { status, body } = await this.checkout(person, amount, key);
    expect(status).toBe(201);
    return { paymentId: body.paymentId, orderId: body.orderId, owner: person };
  }

  checkout(person: Person, amount: string, key: string): Promise<Answer<CheckoutDto & Refusal>> {
    return person.browser.post('/api/billing/add-credits', { amount, gateway: this.rig.name }, { 'idempotency-key': key });
  }

  /** A payment that is credited. */
  async credited(amount = '25.00'): Promise<Begun> {
    const begun = await this.begin(amount);
    await this.rig.arrive(begun);
    await this.news(begun);
    return begun;
  }

  /** Somebody has the gateway asked. */
  async news({ paymentId }: Begun): Promise<void> {
    const admin = await this.admin();
    await admin.browser.post(`/api/admin/payments/${paymentId}/check`);
    await this.sky.runDueJobs('billing.settle-payment', 'billing.take-back');
  }

  async shown({ paymentId }: Begun): Promise<PaymentDetailDto> {
    const admin = await this.admin();
    return (await admin.browser.get<PaymentDetailDto>(`/api/admin/payments/${paymentId}`)).body;
  }

  async askRefund({ paymentId }: Begun, amount?: string, key = this.freshKey()): Promise<Answer<RefundDto & Refusal>> {
    const admin = await this.admin();
    const body = { reason: 'By the contract', ...(amount !== undefined && { amount }) };
    return admin.browser.post(`/api/admin/payments/${paymentId}/refunds`, body, { 'idempotency-key': key });
  }

  /** A refund that goes through. */
  async refund(begun: Begun, amount?: string): Promise<void> {
    const { status, body } = await this.askRefund(begun, amount);
    expect(status).toBe(202);
    await this.sendRefunds();
    await this.rig.payOut(body);
    await this.sky.runDueJobs('billing.take-back');
  }

  async sendRefunds(): Promise<void> {
    await this.sky.runDueJobs('billing.send-refund', 'billing.take-back');
  }

  freshKey(): string {
    this.keys += 1;
    return `contract-${this.rig.name}-${this.keys}`;
  }
}
