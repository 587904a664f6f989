import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readBody } from '../../kit/read-body';
import { createSandbox, type Sandbox, type SandboxOptions } from '../../sandbox';
import { asker, type Ask } from '../../testing/asker';

/** A webhook as it arrived. */
export interface Received {
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly rawBody: Buffer;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  readonly event: any;
}

/** A merchant with a webhook address of its own. */
export class Shop {
  readonly received: Received[] = [];
  /** What the next deliveries are answered with; 204 when there is nothing here. */
  readonly answers: number[] = [];

  private constructor(
    readonly sandbox: Sandbox,
    private readonly server: Server,
    /** With a good access token. */
    readonly ask: Ask,
  ) {}

  static async open(options: SandboxOptions = {}): Promise<Shop> {
    const sandbox = await createSandbox({ webhookRetryDelaysMs: [20, 20, 20, 20], ...options });
    const token = await mintToken(sandbox);
    const ask = asker(sandbox.paypal.url, { authorization: `Bearer ${token}` });
    const server = createServer((request, response) => {
      void readBody(request).then(rawBody => {
        shop.received.push({ headers: request.headers, rawBody, event: JSON.parse(rawBody.toString('utf8')) });
        response.writeHead(shop.answers.shift() ?? 204).end();
      });
    });
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
    const shop = new Shop(sandbox, server, ask);
    sandbox.paypal.webhookUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`;
    return shop;
  }

  get eventTypes(): string[] {
    return this.received.map(received => received.event.event_type as string);
  }

  async close(): Promise<void> {
    await this.sandbox.stop();
    this.server.closeAllConnections();
    await new Promise(resolve => this.server.close(resolve));
  }

  /** An order that waits for its buyer; answers its id. */
  async order(value = '12.50', more: Record<string, unknown> = {}): Promise<string> {
    const unit = { custom_id: 'payment-7', description: 'Credit', amount: { currency_code: 'EUR', value }, ...more };
    return (await this.ask('POST', '/v2/checkout/orders', orderBody(unit), { 'paypal-request-id': crypto.randomUUID() })).json
      .id as string;
  }

  /** An order that was paid; answers the capture's id. */
  async sale(value = '12.50'): Promise<string> {
    const id = await this.order(value);
    await this.sandbox.paypal.approve(id);
    const answer = await this.ask('POST', `/v2/checkout/orders/${id}/capture`, {}, { 'paypal-request-id': crypto.randomUUID() });
    return answer.json.purchase_units[0].payments.captures[0].id as string;
  }
}

/** The body of a create call with one purchase unit. */
export function orderBody(unit: Record<string, unknown>): Record<string, unknown> {
  const context = {
    return_url: 'http://127.0.0.1:9/return?keep=1',
    cancel_url: 'http://127.0.0.1:9/cancel',
    brand_name: 'Our Hosting',
  };
  return { intent: 'CAPTURE', purchase_units: [unit], payment_source: { paypal: { experience_context: context } } };
}

export async function mintToken(sandbox: Sandbox): Promise<string> {
  const basic = Buffer.from('sandbox-paypal-client:sandbox-paypal-secret').toString('base64');
  const answer = await asker(sandbox.paypal.url)('POST', '/v1/oauth2/token', 'grant_type=client_credentials', {
    authorization: `Basic ${basic}`,
    'content-type': 'application/x-www-form-urlencoded',
  });
  return answer.json.access_token as string;
}
