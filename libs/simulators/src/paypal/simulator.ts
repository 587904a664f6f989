import { paramOf, Refused, type Call, type Reply } from '../kit/call';
import { ownSurroundings, Simulator, type Surroundings } from '../kit/simulator';
import { AccessTokens } from './access-tokens';
import { Checkout } from './checkout';
import { disputeNews, Disputes, type DisputeOutcome } from './disputes';
import { errorReply, refuse } from './errors';
import { paypalId } from './ids';
import { PayPalLedger, type PayPalState } from './ledger';
import { Merchant } from './merchant';
import type { CaptureOutcome, CaptureRow, DisputeRow, EventRow, OrderRow, Payer, RefundRow, VaultRow } from './model';
import { moneyOf, minorUnits, type Money } from './money';
import { captureNews, orderApproved, refundNews, reversalNews } from './news';
import { Reporting } from './reporting';
import { ownIdentity, type SigningIdentity } from './signing';
import { Vault } from './vault';
import { verifySignature } from './verify-signature';
import { RETRY_DELAYS_MS, Webhooks, type News, type ReplayRequest } from './webhooks';

/** How a simulated PayPal is set up. */
export interface PayPalOptions {
  readonly clientId?: string;
  readonly clientSecret?: string;
  /** The id the merchant knows its webhook by; part of what is signed. */
  readonly webhookId?: string;
  readonly webhookUrl?: string;
  readonly webhookRetryDelaysMs?: readonly number[];
}

interface Snapshot extends PayPalState {
  readonly tokens: [string, number][];
  readonly identity: SigningIdentity | null;
}

/** PayPal: the REST API, the buyer's page, and signed webhooks to the merchant. */
export class PayPalSimulator extends Simulator {
  readonly name = 'paypal';
  readonly prefix = '/paypal';
  readonly webhookId: string;
  private readonly ledger = new PayPalLedger();
  private readonly tokens: AccessTokens;
  private readonly merchant: Merchant;
  private readonly webhooks: Webhooks;
  private readonly disputeDesk: Disputes;
  private readonly vault: Vault;
  /** What Transaction Search lists, and how late. */
  readonly reporting: Reporting;
  private identity: SigningIdentity | undefined;

  constructor(options: PayPalOptions = {}, surroundings: Surroundings = ownSurroundings()) {
    super(surroundings);
    this.webhookId = options.webhookId ?? 'sandbox-paypal-webhook';
    this.tokens = new AccessTokens({
      clientId: options.clientId ?? 'sandbox-paypal-client',
      clientSecret: options.clientSecret ?? 'sandbox-paypal-secret',
    });
    this.disputeDesk = new Disputes(this.ledger, surroundings.clock);
    this.reporting = new Reporting(this.ledger, surroundings.clock);
    this.vault = new Vault(this.ledger, surroundings.clock, news => void this.tell(news));
    const listener = {
      captured: (_order: OrderRow, capture: CaptureRow) => void this.tell(captureNews(this.url, capture)),
      refunded: (refund: RefundRow) =>
        void this.tell(refund.isReversal === true ? reversalNews(this.url, refund) : refundNews(this.url, refund)),
    };
    this.merchant = new Merchant(this.ledger, surroundings.clock, listener, this.vault);
    this.webhooks = new Webhooks(this.ledger, surroundings, {
      webhookId: this.webhookId,
      retryDelaysMs: options.webhookRetryDelaysMs ?? RETRY_DELAYS_MS,
      identity: () => this.signingIdentity(),
      base: () => this.url,
      changed: () => this.changed(),
    });
    this.webhooks.url = options.webhookUrl;
    this.mount();
  }

  /** Where events are sent; nothing is sent without it. */
  get webhookUrl(): string | undefined {
    return this.webhooks.url;
  }

  set webhookUrl(url: string | undefined) {
    this.webhooks.url = url;
  }

  orders(): OrderRow[] {
    return [...this.ledger.orders.values()];
  }

  captures(): CaptureRow[] {
    return [...this.ledger.captures.values()];
  }

  refunds(): RefundRow[] {
    return [...this.ledger.refunds.values()];
  }

  events(): EventRow[] {
    return [...this.ledger.events.values()];
  }

  /** The buyer agrees to pay; tells the merchant, and resolves after the first try to. */
  async approve(orderId: string, { capture = 'COMPLETED' }: { capture?: CaptureOutcome | undefined } = {}): Promise<OrderRow> {
    const order = this.agree(orderId, capture);
    await this.tell(orderApproved(this.url, order));
    return order;
  }

  /** The buyer agrees with a card that the next capture finds declined; the merchant is not told. */
  decline(orderId: string): OrderRow {
    return this.agree(orderId, 'INSTRUMENT_DECLINED');
  }

  /** Decides a pending capture. */
  async settleCapture(captureId: string, status: 'COMPLETED' | 'DECLINED'): Promise<CaptureRow> {
    const capture = this.merchant.captureOf(captureId);
    if (capture.status !== 'PENDING') throw refuse(422, 'CAPTURE_NOT_PENDING');
    capture.status = status;
    capture.reason = status === 'DECLINED' ? 'OTHER' : null;
    capture.updatedAt = this.surroundings.clock.now();
    await this.tell(captureNews(this.url, capture));
    return capture;
  }

  /** A refund made on PayPal's own site. */
  refundCapture(captureId: string, value?: string): RefundRow {
    const capture = this.merchant.captureOf(captureId);
    const asked: Money | undefined = value === undefined ? undefined : { currency_code: capture.amount.currency_code, value };
    return this.merchant.refund(capture, asked, null, null);
  }

  /** A chargeback: PayPal takes back what is left of the money. */
  reverseCapture(captureId: string): RefundRow {
    const capture = this.merchant.captureOf(captureId);
    capture.isReversed = true;
    const left = minorUnits(capture.amount) - minorUnits(capture.refunded);
    return this.merchant.refund(capture, moneyOf(capture.amount.currency_code, left), null, null, true);
  }

  disputes(): DisputeRow[] {
    return [...this.ledger.disputes.values()];
  }

  /** A buyer complains; about all that is left of the money unless an amount is named. */
  async openDispute(
    captureId: string,
    { value, reason = 'UNAUTHORISED' }: { value?: string; reason?: string } = {},
  ): Promise<DisputeRow> {
    const dispute = this.disputeDesk.open(this.merchant.captureOf(captureId), value, reason);
    await this.tell(disputeNews(this.url, dispute));
    return dispute;
  }

  /** PayPal decides. When the buyer wins, the money leaves the account as a reversal, unless `movesMoney` is off. */
  async decideDispute(id: string, outcome: DisputeOutcome, { movesMoney = true } = {}): Promise<DisputeRow> {
    const dispute = this.disputeDesk.decide(id, outcome);
    const isLost = outcome === 'RESOLVED_BUYER_FAVOUR' || outcome === 'ACCEPTED';
    if (isLost && movesMoney) this.merchant.refund(this.merchant.captureOf(dispute.captureId), dispute.amount, null, null, true);
    await this.tell(disputeNews(this.url, dispute));
    return dispute;
  }

  /** Ways to pay that are kept. */
  keptSources(): VaultRow[] {
    return [...this.ledger.vault.values()];
  }

  /** The buyer withdraws the permission on PayPal's own site. */
  forgetSource(vaultId: string): void {
    this.vault.forget(this.url, vaultId);
  }

  replay(request: ReplayRequest): Promise<{ eventId: string; status: number | null }[]> {
    return this.webhooks.replay(request);
  }

  /** Resolves when no first try of a webhook is under way. */
  deliveriesSettled(): Promise<void> {
    return this.webhooks.settled();
  }

  /** Makes every access token invalid, as PayPal may at any moment. */
  revokeTokens(): void {
    this.tokens.revokeAll();
  }

  override close(): Promise<void> {
    this.webhooks.stop();
    return Promise.resolve();
  }

  override servedAt(origin: string): void {
    super.servedAt(origin);
    this.webhooks.resume();
  }

  snapshot(): Snapshot {
    return { ...this.ledger.snapshot(), tokens: this.tokens.snapshot(), identity: this.identity ?? null };
  }

  restore(state: unknown): void {
    const stored = state as Snapshot;
    this.ledger.restore(stored);
    this.tokens.restore(stored.tokens);
    this.identity = stored.identity ?? undefined;
  }

  reset(): void {
    this.ledger.clear();
  }

  failure(status: number): Reply {
    return errorReply(status);
  }

  protected override admit(call: Call): void {
    const isOpen =
      call.path === '/v1/oauth2/token' || call.path === '/checkoutnow' || call.path.startsWith('/v1/notifications/certs/');
    if (!isOpen) this.tokens.require(call);
  }

  private mount(): void {
    const { merchant } = this;
    const checkout = new Checkout(
      id => this.ledger.orders.get(id),
      (order, outcome) => {
        if (outcome === 'INSTRUMENT_DECLINED') this.decline(order.id);
        else void this.approve(order.id, { capture: outcome });
      },
    );
    this.routes
      .on('POST', '/v1/oauth2/token', call => this.tokens.mint(call))
      .on('POST', '/v2/checkout/orders', call => merchant.createOrder(call))
      .on('GET', '/v2/checkout/orders/:orderId', call => merchant.readOrder(call))
      .on('POST', '/v2/checkout/orders/:orderId/capture', call => merchant.captureOrder(call))
      .on('GET', '/v2/payments/captures/:captureId', call => merchant.readCapture(call))
      .on('POST', '/v2/payments/captures/:captureId/refund', call => merchant.refundCapture(call))
      .on('GET', '/v2/payments/refunds/:refundId', call => merchant.readRefund(call))
      .on('GET', '/v1/customer/disputes/:disputeId', call => this.disputeDesk.read(call))
      .on('GET', '/v1/reporting/transactions', call => this.reporting.search(call))
      .on('GET', '/v3/vault/payment-tokens/:tokenId', call => this.vault.read(call))
      .on('DELETE', '/v3/vault/payment-tokens/:tokenId', call => this.vault.remove(call))
      .on('POST', '/v1/notifications/verify-webhook-signature', call =>
        verifySignature(call, this.signingIdentity(), this.webhookId),
      )
      .on('GET', '/v1/notifications/certs/:certificateId', call => this.certificate(call))
      .on('GET', '/checkoutnow', call => checkout.show(call))
      .on('POST', '/checkoutnow', call => checkout.decide(call));
  }

  private certificate(call: Call): Reply {
    const identity = this.signingIdentity();
    if (paramOf(call, 'certificateId') !== identity.certificateId) throw new Refused(errorReply(404));
    return { status: 200, text: identity.certificate };
  }

  private agree(orderId: string, outcome: OrderRow['nextCapture']): OrderRow {
    const order = this.merchant.orderOf(orderId);
    if (order.status === 'COMPLETED' || order.status === 'VOIDED') throw refuse(422, 'ORDER_ALREADY_CAPTURED');
    order.status = 'APPROVED';
    order.payer ??= newPayer();
    order.nextCapture = outcome;
    order.updatedAt = this.surroundings.clock.now();
    this.changed();
    return order;
  }

  private tell(news: News): Promise<void> {
    return this.webhooks.tell(news);
  }

  private signingIdentity(): SigningIdentity {
    this.identity ??= ownIdentity();
    return this.identity;
  }
}

function newPayer(): Payer {
  return { givenName: 'Ada', surname: 'Buyer', email: 'ada@buyer.example', id: paypalId(13), country: 'DE' };
}
