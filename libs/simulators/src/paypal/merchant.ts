import { isRecord, paramOf, Refused, type Call, type Reply } from '../kit/call';
import type { Clock } from '../kit/clock';
import { debugId, paypalId } from './ids';
import { once } from './idempotency';
import { errorReply, refuse, unknownResource } from './errors';
import type { PayPalLedger } from './ledger';
import type { CaptureRow, OrderRow, RefundRow } from './model';
import { mocked } from './mock-response';
import { minorUnits, moneyOf, type Money } from './money';
import { amountOf, orderWish } from './order-body';
import type { Vault } from './vault';
import { captureView, capturedOrderView, checkoutUrl, orderSummary, orderView, refundLinks, refundView } from './views';

/** What the books changed into, for whoever tells the merchant about it. */
export interface BookListener {
  captured(order: OrderRow, capture: CaptureRow): void;
  refunded(refund: RefundRow): void;
}

/** The calls a merchant makes: create and capture orders, refund captures, read all of them. */
export class Merchant {
  constructor(
    private readonly ledger: PayPalLedger,
    private readonly clock: Clock,
    private readonly listener: BookListener,
    private readonly vault: Vault,
  ) {}

  createOrder(call: Call): Reply {
    mocked(call);
    const { subjectId, isReplay } = once(this.ledger, call, 'orders', () => {
      const { vaultId, ...wish } = orderWish(call);
      const kept = vaultId === null ? null : this.vault.named(vaultId);
      const now = this.clock.now();
      const order: OrderRow = {
        ...wish,
        id: paypalId(),
        status: wish.hasPaymentSource ? 'PAYER_ACTION_REQUIRED' : 'CREATED',
        ...{ payer: null, nextCapture: 'COMPLETED', captureId: null, createdAt: now, updatedAt: now },
      };
      if (kept) {
        order.status = 'APPROVED';
        order.nextCapture = kept.nextCapture;
        kept.nextCapture = 'COMPLETED';
        this.capture(call, order);
      }
      this.ledger.orders.set(order.id, order);
      return order.id;
    });
    const order = this.orderOf(subjectId);
    const json = wantsAll(call) ? orderView(call.base, order, this.captureIn(order)) : orderSummary(call.base, order);
    return traced(isReplay ? 200 : 201, json);
  }

  readOrder(call: Call): Reply {
    const order = this.orderOf(paramOf(call, 'orderId'));
    return traced(200, orderView(call.base, order, this.captureIn(order)));
  }

  captureOrder(call: Call): Reply {
    const order = this.orderOf(paramOf(call, 'orderId'));
    mocked(call, [this.buyerLink(call.base, order)]);
    const { subjectId, isReplay } = once(this.ledger, call, 'orders', () => this.capture(call, order).id);
    const capture = this.captureOf(subjectId);
    const json = wantsAll(call) ? orderView(call.base, order, capture) : capturedOrderView(call.base, order, capture);
    return traced(isReplay ? 200 : 201, json);
  }

  readCapture(call: Call): Reply {
    return traced(200, captureView(call.base, this.captureOf(paramOf(call, 'captureId'))));
  }

  refundCapture(call: Call): Reply {
    const capture = this.captureOf(paramOf(call, 'captureId'));
    mocked(call);
    const { subjectId, isReplay } = once(this.ledger, call, 'payments', () => {
      const asked = isRecord(call.body['amount']) ? amountOf(call.body['amount'], '/amount') : undefined;
      const note = call.body['note_to_payer'];
      const invoiceId = call.body['invoice_id'];
      return this.refund(capture, asked, textOrNull(note), textOrNull(invoiceId)).id;
    });
    const refund = this.refundOf(subjectId);
    const { id, status } = refund;
    const json = wantsAll(call) ? refundView(call.base, refund) : { id, status, links: refundLinks(call.base, refund) };
    return traced(isReplay ? 200 : 201, json);
  }

  readRefund(call: Call): Reply {
    return traced(200, refundView(call.base, this.refundOf(paramOf(call, 'refundId'))));
  }

  /** Gives back money of a capture, all that is left unless an amount is named. */
  refund(
    capture: CaptureRow,
    asked: Money | undefined,
    note: string | null,
    invoiceId: string | null,
    isReversal = false,
  ): RefundRow {
    const currency = capture.amount.currency_code;
    const left = minorUnits(capture.amount) - minorUnits(capture.refunded);
    if (capture.status === 'PENDING') throw refuse(422, 'PENDING_CAPTURE');
    if (capture.status === 'DECLINED') throw refuse(422, 'REFUND_NOT_ALLOWED');
    if (left <= 0n) throw refuse(422, 'CAPTURE_FULLY_REFUNDED');
    if (asked && asked.currency_code !== currency) throw refuse(422, 'REFUND_CAPTURE_CURRENCY_MISMATCH');
    const units = asked ? minorUnits(asked) : left;
    if (units <= 0n) throw refuse(422, 'CANNOT_BE_ZERO_OR_NEGATIVE', { field: '/amount/value', value: asked?.value ?? '0' });
    if (units > left) throw refuse(422, 'REFUND_AMOUNT_EXCEEDED');
    capture.refunded = moneyOf(currency, minorUnits(capture.refunded) + units);
    capture.status = units === left ? 'REFUNDED' : 'PARTIALLY_REFUNDED';
    capture.updatedAt = this.clock.now();
    const refund: RefundRow = {
      ...{
        id: paypalId(),
        captureId: capture.id,
        status: 'COMPLETED',
        amount: moneyOf(currency, units),
        totalRefunded: capture.refunded,
      },
      isReversal,
      ...{ note, invoiceId: invoiceId ?? capture.invoiceId, customId: capture.customId, createdAt: this.clock.now() },
    };
    this.ledger.refunds.set(refund.id, refund);
    this.listener.refunded(refund);
    return refund;
  }

  orderOf(id: string): OrderRow {
    const order = this.ledger.orders.get(id);
    if (!order) throw unknownResource();
    return order;
  }

  captureOf(id: string): CaptureRow {
    const capture = this.ledger.captures.get(id);
    if (!capture) throw unknownResource();
    return capture;
  }

  private refundOf(id: string): RefundRow {
    const refund = this.ledger.refunds.get(id);
    if (!refund) throw unknownResource();
    return refund;
  }

  private captureIn(order: OrderRow): CaptureRow | undefined {
    return order.captureId === null ? undefined : this.ledger.captures.get(order.captureId);
  }

  private capture(call: Call, order: OrderRow): CaptureRow {
    if (order.captureId !== null) throw refuse(422, 'ORDER_ALREADY_CAPTURED');
    if (order.status !== 'APPROVED') throw refuse(422, 'ORDER_NOT_APPROVED');
    const unit = order.purchaseUnits[0];
    if (!unit) throw refuse(422, 'ORDER_NOT_APPROVED');
    this.refuseSecondInvoice(unit.invoice_id);
    const outcome = order.nextCapture;
    order.nextCapture = 'COMPLETED';
    order.updatedAt = this.clock.now();
    if (outcome === 'INSTRUMENT_DECLINED') {
      order.status = order.hasPaymentSource ? 'PAYER_ACTION_REQUIRED' : 'CREATED';
      throw declined(this.buyerLink(call.base, order));
    }
    const { currency_code, value } = unit.amount;
    const capture: CaptureRow = {
      ...{ id: paypalId(), orderId: order.id, status: outcome, amount: { currency_code, value } },
      ...{
        customId: unit.custom_id ?? null,
        invoiceId: unit.invoice_id ?? null,
        refunded: moneyOf(currency_code, 0n),
        isReversed: false,
      },
      reason: outcome === 'PENDING' ? 'PENDING_REVIEW' : outcome === 'DECLINED' ? 'OTHER' : null,
      ...{ createdAt: this.clock.now(), updatedAt: this.clock.now() },
    };
    this.ledger.captures.set(capture.id, capture);
    order.captureId = capture.id;
    order.status = 'COMPLETED';
    if (order.storesSource === true && outcome !== 'DECLINED') this.vault.keep(call.base, order);
    this.listener.captured(order, capture);
    return capture;
  }

  /** One invoice is paid once. */
  private refuseSecondInvoice(invoiceId: string | undefined): void {
    const isPaid = [...this.ledger.captures.values()].some(row => row.invoiceId === invoiceId && row.status !== 'DECLINED');
    if (invoiceId !== undefined && isPaid) throw refuse(422, 'DUPLICATE_INVOICE_ID');
  }

  private buyerLink(base: string, order: OrderRow): unknown {
    return { href: checkoutUrl(base, order), rel: 'redirect', method: 'GET' };
  }
}

function declined(buyerLink: unknown): Refused {
  const description =
    'The instrument presented was either declined by the processor or bank, or it can’t be used for this payment.';
  return new Refused(errorReply(422, [{ issue: 'INSTRUMENT_DECLINED', description }], [buyerLink]));
}

function wantsAll({ headers }: Call): boolean {
  return headers['prefer'] === 'return=representation';
}

function textOrNull(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

function traced(status: number, json: unknown): Reply {
  return { status, json, headers: { 'paypal-debug-id': debugId() } };
}
