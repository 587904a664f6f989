import { EntityManager } from '@mikro-orm/postgresql';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { parseMoney } from '@sky/money';
import { generateSync } from 'otplib';
import { RegistrationService, type User } from '../auth';
import { Ledger, PriceList } from '../billing';
import { CatalogueMirror, LinkService } from '../virtfusion';
import { Browser } from './browser';

export const PASSWORD = 'correct horse battery';

export interface Person {
  readonly user: User;
  readonly browser: Browser;
}

export interface CustomerOptions {
  /** Decimal string, such as "25.00"; posted as an adjustment. */
  readonly credit?: string;
  readonly username?: string;
  /** Also make the person known to VirtFusion. */
  readonly linked?: boolean;
}

/** Puts people and things into the database through the product's own services. Names count up, so runs repeat exactly. */
export class Make {
  private people = 0;

  constructor(private readonly app: NestFastifyApplication) {}

  /** A confirmed customer who is signed in. */
  async customer({ credit, username, linked = false }: CustomerOptions = {}): Promise<Person> {
    const person = await this.person('customer', username);
    if (credit) await this.credit(person.user.id, parseMoney(credit, 'USD'));
    if (linked) await this.app.get(LinkService).ensure(person.user.id);
    return person;
  }

  /** An administrator who is signed in. */
  admin(): Promise<Person> {
    return this.person('admin');
  }

  /**
   * Gives somebody an authenticator app, and a browser whose session was opened with it. Returns what makes its codes; the
   * code of the set-up may be used once more, because no test waits half a minute for the next.
   */
  async withTotp({ user, browser }: Person): Promise<() => string> {
    const { body } = await browser.post<{ secret: string }>('/api/user/second-factor/totp');
    const code = () => generateSync({ secret: body.secret });
    const { status } = await browser.post('/api/user/second-factor/totp/confirm', { code: code() });
    if (status !== 200) throw new Error(`${user.username} could not set up an authenticator app (${status})`);
    await this.app.get(EntityManager).execute('update totp_credentials set last_step = 0 where user_id = ?', [user.id]);
    return code;
  }

  /** Credit in micro-units, without a payment. */
  async credit(userId: number, amount: bigint): Promise<void> {
    this.people += 1;
    await this.app.get(Ledger).post({
      reference: `test-credit:${userId}:${this.people}`,
      type: 'adjustment',
      description: 'Credit for a test',
      userId,
      amount,
      against: 'adjustments',
    });
  }

  /** The sandbox's catalogue, with a price for each package: 7.30, 14.60, 21.90, … a month, so that an hour costs a whole number of cents. */
  async catalogue(): Promise<void> {
    await this.app.get(CatalogueMirror).refresh();
    const packages = await this.app
      .get(EntityManager)
      .execute<{ id: number }[]>('select id from virtfusion_packages order by id');
    const prices = ['7.30', '14.60', '21.90', '29.20', '36.50'];
    for (const [index, { id }] of packages.entries()) await this.app.get(PriceList).set(id, prices[index] ?? '73.00', null);
  }

  async balanceOf({ user }: Person): Promise<bigint> {
    const [row] = await this.app
      .get(EntityManager)
      .execute<{ balance: string }[]>(`select balance from ledger_accounts where kind = 'customer_credit' and user_id = ?`, [
        user.id,
      ]);
    return BigInt(row?.balance ?? 0);
  }

  guest(): Browser {
    return new Browser(this.app);
  }

  private async person(role: 'customer' | 'admin', name?: string): Promise<Person> {
    this.people += 1;
    const username = name ?? `${role}-${this.people}`;
    const form = { fullName: `Person ${this.people}`, username, email: `${username}@example.com`, password: PASSWORD };
    const user = await this.app.get(RegistrationService).createVerified({ ...form, role });
    const browser = new Browser(this.app);
    const { status } = await browser.post('/api/auth/login', { username, password: PASSWORD });
    if (status !== 200) throw new Error(`${username} could not sign in (${status})`);
    return { user, browser };
  }
}
