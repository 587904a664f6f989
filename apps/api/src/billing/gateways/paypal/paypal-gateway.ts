import { Injectable } from '@nestjs/common';
import { PayPal, type PayPalRefund } from '@sky/integrations/paypal';
import { UpstreamError, UpstreamNotFound, UpstreamRefused } from '@sky/integrations/upstream';
import { parseMoney } from '@sky/money';
import { Config, failpoint } from '@api/platform';
import { SettingsService } from '@api/settings';
import {
  type CapturedSubject,
  type OpenedOrder,
  type OrderWish,
  PaymentGateway,
  type PaymentTruth,
  type RefundTruth,
  type RefundWish,
} from '../payment-gateway';
import { afterCapture, truthOf } from './paypal-truth';

/** The customer waits for it on the page; and a claim's three requests (token, order, capture) end before its lease does. */
const REQUEST_TIMEOUT_MS = 7_000;
const THREE_DAYS_MS = 3 * 86_400_000;

/** PayPal as a way to be paid. Never throws for what PayPal does to orders and refunds: not knowing is an answer too. */
@Injectable()
export class PayPalGateway extends PaymentGateway {
  readonly name = 'paypal';
  readonly label = 'PayPal';
  readonly clearing = 'paypal_clearing';
  readonly referencePrefix = 'paypal';
  readonly capabilities = {
    redirects: true,
    capturesItself: false,
    refundsItself: true,
    keepsSources: true,
    hasDisputes: true,
    patienceMs: THREE_DAYS_MS,
  };
  private readonly paypal: PayPal;

  constructor(
    private readonly config: Config,
    private readonly settings: SettingsService,
    paypal: PayPal,
  ) {
    super();
    this.paypal = paypal.within(REQUEST_TIMEOUT_MS);
  }

  isOffered(): boolean {
    return this.config.env.PAYPAL_CLIENT_ID !== '';
  }

  async open(wish: OrderWish): Promise<OpenedOrder> {
    const { PUBLIC_URL } = this.config.env;
    const company = this.settings.get('company.name');
    try {
      const { orderId, approveUrl } = await this.paypal.createOrder({
        requestId: wish.requestId,
        paymentId: String(wish.paymentId),
        amount: wish.amount,
        currency: wish.currency,
        description: `Credit at ${company}`,
        returnUrl: `${PUBLIC_URL}/billing/paypal/return`,
        cancelUrl: `${PUBLIC_URL}/billing/paypal/cancel`,
        brandName: company,
        storesSource: wish.storesSource,
        ...(wish.vaultId !== null && { vaultId: wish.vaultId }),
      });
      if (approveUrl === null && wish.vaultId === null)
        return { kind: 'refused', reason: 'PayPal made an order that nobody can approve.' };
      return { kind: 'opened', orderId, approveUrl };
    } catch (error) {
      if (!(error instanceof UpstreamError)) throw error;
      return { kind: error.outcome === 'unknown' ? 'unknown' : 'refused', reason: error.message };
    }
  }

  async look(orderId: string): Promise<PaymentTruth> {
    try {
      return truthOf(await this.paypal.order(orderId));
    } catch (error) {
      if (!(error instanceof UpstreamError)) throw error;
      // PayPal forgets orders that were never approved.
      if (error instanceof UpstreamNotFound) return { kind: 'not_approved', approveUrl: null };
      return { kind: 'unknown', reason: error.message };
    }
  }

  async capture(orderId: string, requestId: string): Promise<PaymentTruth> {
    try {
      await failpoint('capture.before-gateway');
      const outcome = await this.paypal.captureOrder({ orderId, requestId });
      await failpoint('capture.after-gateway');
      switch (outcome.kind) {
        case 'answered':
          return afterCapture(truthOf(outcome.order));
        case 'already_captured':
          return afterCapture(await this.look(orderId));
        case 'declined':
        case 'not_approved':
          return { kind: outcome.kind, approveUrl: outcome.approveUrl };
      }
    } catch (error) {
      if (!(error instanceof UpstreamError)) throw error;
      if (error.outcome === 'unknown') return { kind: 'unknown', reason: error.message };
      if (error instanceof UpstreamNotFound) return { kind: 'not_approved', approveUrl: null };
      const isFinal = error instanceof UpstreamRefused && error.status === 422;
      return isFinal
        ? { kind: 'refused', captureId: null, reason: error.message }
        : { kind: 'not_captured', reason: error.message };
    }
  }

  async refund(wish: RefundWish): Promise<RefundTruth> {
    try {
      await failpoint('refund.before-gateway');
      const refund = await this.paypal.refundCapture(wish);
      await failpoint('refund.after-gateway');
      return refundTruth(refund);
    } catch (error) {
      return refundFault(error);
    }
  }

  async lookAtRefund(gatewayRefundId: string): Promise<RefundTruth> {
    try {
      return refundTruth(await this.paypal.refund(gatewayRefundId));
    } catch (error) {
      return { kind: 'unknown', reason: refundFault(error).reason };
    }
  }

  /** No answer of PayPal's tells it in every case, so the highest figure of three counts. */
  async goneBack({ captureId, orderId, currency }: CapturedSubject, gatewayRefundId: string | null): Promise<bigint> {
    if (captureId === null || orderId === null) return 0n;
    const refund = gatewayRefundId === null ? null : await known(this.paypal.refund(gatewayRefundId));
    const order = await known(this.paypal.order(orderId));
    const inOrder = order?.captures.find(({ id }) => id === captureId) ?? null;
    const capture = inOrder ?? (await known(this.paypal.capture(captureId)));
    const isOurs = refund?.status === 'COMPLETED' && refund.captureId === captureId && refund.currency === currency;
    const figures = [isOurs ? (refund.totalRefunded ?? refund.amount) : null, capture?.refundedAmount ?? null];
    return figures.reduce((most, text) => {
      const figure = text === null ? 0n : parseMoney(text, currency);
      return figure > most ? figure : most;
    }, 0n);
  }
}

function refundTruth({ id, status }: PayPalRefund): RefundTruth {
  switch (status) {
    case 'COMPLETED':
      return { kind: 'completed', gatewayRefundId: id };
    case 'PENDING':
      return { kind: 'pending', gatewayRefundId: id, reason: 'PayPal has the refund under way.' };
    case 'FAILED':
    case 'CANCELLED':
      return { kind: 'refused', reason: `PayPal: refund ${id} is ${status}` };
    case 'UNKNOWN':
      return { kind: 'unknown', reason: `PayPal: refund ${id} has a status of a new kind` };
  }
}

/** Statuses by which PayPal refuses the request itself, so that asking again would be refused again. */
const FINAL_REFUSALS = new Set([400, 403, 422]);

/** Only a refusal of the refund itself is a no; a request that was not sent, or came too often, is sent again. */
function refundFault(error: unknown): Extract<RefundTruth, { reason: string }> & { kind: 'refused' | 'unknown' } {
  if (!(error instanceof UpstreamError)) throw error;
  const isRefused = error instanceof UpstreamRefused && FINAL_REFUSALS.has(error.status ?? 0);
  return { kind: isRefused || error instanceof UpstreamNotFound ? 'refused' : 'unknown', reason: error.message };
}

async function known<Answer>(asked: Promise<Answer>): Promise<Answer | null> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof UpstreamNotFound) return null;
    throw error;
  }
}
