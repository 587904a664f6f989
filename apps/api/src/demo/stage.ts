import { EntityManager } from '@mikro-orm/postgresql';
import type { INestApplicationContext } from '@nestjs/common';
import { type Role, RegistrationService, type User } from '@api/auth';
import { CaptureService, CheckoutService } from '@api/billing';
import { Clock, Config, DueWork } from '@api/platform';
import { type Order, OrderService } from '@api/servers';
import { LinkService } from '@api/virtfusion';
import { Worker } from '../platform/jobs';

const HOURS_A_DAY = 24;
const LONGEST_WAIT_MS = 60_000;

/** What the demonstration's story can do: everything goes through the product's own services and the sandbox. */
export class Stage {
  constructor(private readonly app: INestApplicationContext) {}

  /** Sets business time to so many days before now, where a story begins. */
  async beginDaysAgo(days: number): Promise<void> {
    await this.app.get(Clock).setOffset(-days * HOURS_A_DAY);
  }

  /** Lets days pass; servers are charged hour by hour. */
  async days(count: number): Promise<void> {
    await this.app.get(Clock).advance(count * HOURS_A_DAY);
    await this.app.get(DueWork).run();
    await this.workOffJobs();
  }

  /** Business time is real time again. */
  async arriveAtNow(): Promise<void> {
    await this.app.get(Clock).setOffset(0);
    await this.app.get(DueWork).run();
    await this.workOffJobs();
  }

  async person(username: string, fullName: string, password: string, role: Role = 'customer'): Promise<User> {
    const user = await this.app
      .get(RegistrationService)
      .createVerified({ username, fullName, email: `${username}@example.com`, password, role });
    if (role === 'customer') await this.app.get(LinkService).ensure(user.id);
    return user;
  }

  /** Pays with PayPal, as the buyer would. Returns the payment's id. */
  async topUp({ id }: User, amount: string): Promise<number> {
    const { orderId, paymentId } = await this.app.get(CheckoutService).addCredits(id, amount, null);
    await this.control(`paypal/orders/${orderId}/approve`);
    await this.app.get(CaptureService).settle(paymentId, 'buyer');
    await this.workOffJobs();
    return paymentId;
  }

  /** Orders a server and waits until it runs or has failed. */
  async server({ id }: User, order: Omit<Order, 'sshPublicKey'>): Promise<number> {
    const serverId = await this.app.get(OrderService).order(id, { ...order, sshPublicKey: null }, null);
    await this.until(async () => ['running', 'failed'].includes(await this.stateOf(serverId)), `${order.name} is built`);
    return serverId;
  }

  /** Makes the sandbox fail the next building of a server; VirtFusion is asked twice, so both fail. */
  async failNextBuilds(count: number): Promise<void> {
    for (let index = 0; index < count; index++) await this.control('virtfusion/fail-next', { action: 'build_server' });
  }

  async stateOf(serverId: number): Promise<string> {
    const [row] = await this.app
      .get(EntityManager)
      .execute<{ state: string }[]>('select state from servers where id = ?', [serverId]);
    return row?.state ?? 'gone';
  }

  async until(condition: () => Promise<boolean>, what: string): Promise<void> {
    const deadline = Date.now() + LONGEST_WAIT_MS;
    while (!(await condition())) {
      if (Date.now() > deadline) throw new Error(`The demonstration waited in vain until ${what}`);
      await this.workOffJobs();
      await new Promise(resolve => setTimeout(resolve, 100));
    }
  }

  workOffJobs(): Promise<number> {
    return this.app.get(Worker).runDue();
  }

  private async control(path: string, body: object = {}): Promise<void> {
    const { SANDBOX_URL } = this.app.get(Config).env;
    const reply = await fetch(`${SANDBOX_URL}/_control/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(10_000),
    });
    if (!reply.ok) throw new Error(`The sandbox refused ${path} (${reply.status})`);
  }
}
