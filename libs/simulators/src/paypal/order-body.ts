import { isRecord, Refused, type Call } from '../kit/call';
import { errorReply, refuse, type Issue } from './errors';
import type { PurchaseUnit } from './model';
import { decimalsOf, minorUnits, type Money } from './money';

/** What a merchant asks for when it creates an order, checked. */
export interface OrderWish {
  readonly intent: string;
  readonly purchaseUnits: readonly PurchaseUnit[];
  readonly hasPaymentSource: boolean;
  readonly returnUrl: string | null;
  readonly cancelUrl: string | null;
  readonly brandName: string | null;
  readonly storesSource: boolean;
  /** A kept way to pay; the order is paid at once. */
  readonly vaultId: string | null;
}

const LONGEST_REQUEST_ID = 108;

/** Reads and checks the body of `POST /v2/checkout/orders`. */
export function orderWish({ body, headers }: Call): OrderWish {
  const hasPaymentSource = isRecord(body['payment_source']);
  if (hasPaymentSource && !headers['paypal-request-id']) throw refuse(400, 'PAYPAL_REQUEST_ID_REQUIRED');
  const context = contextOf(body);
  return {
    intent: intentOf(body['intent']),
    purchaseUnits: purchaseUnitsOf(body['purchase_units']),
    hasPaymentSource,
    returnUrl: textOf(context['return_url']),
    cancelUrl: textOf(context['cancel_url']),
    brandName: textOf(context['brand_name']),
    storesSource: wantsVault(body),
    vaultId: textOf(paypalSource(body)['vault_id']),
  };
}

/** The request id, when the caller sent one. */
export function requestIdOf({ headers }: Call): string | undefined {
  const id = headers['paypal-request-id'];
  if (typeof id !== 'string' || id === '') return undefined;
  if (id.length > LONGEST_REQUEST_ID) throw refuse(400, 'INVALID_STRING_LENGTH', { field: 'PayPal-Request-Id', value: id });
  return id;
}

/** An amount from a body; refuses what is no amount of a currency PayPal takes. */
export function amountOf(value: unknown, field: string): Money {
  if (!isRecord(value) || typeof value['currency_code'] !== 'string' || typeof value['value'] !== 'string') {
    throw refuse(400, 'MISSING_REQUIRED_PARAMETER', { field });
  }
  const money = { currency_code: value['currency_code'], value: value['value'] };
  const decimals = decimalsOf(money.currency_code);
  const at = { field: `${field}/value`, value: money.value };
  if (decimals === undefined)
    throw refuse(422, 'INVALID_CURRENCY_CODE', { field: `${field}/currency_code`, value: money.currency_code });
  if (!/^-?[0-9]{1,15}(\.[0-9]+)?$/.test(money.value)) throw refuse(400, 'INVALID_PARAMETER_SYNTAX', at);
  const fraction = money.value.split('.')[1] ?? '';
  if (decimals === 0 && Number(fraction) > 0) throw refuse(422, 'DECIMALS_NOT_SUPPORTED', at);
  if (fraction.length > Math.max(decimals, 2)) throw refuse(422, 'DECIMAL_PRECISION', at);
  return money;
}

function intentOf(value: unknown): string {
  if (value === undefined) throw refuse(400, 'MISSING_REQUIRED_PARAMETER', { field: '/intent' });
  if (value === 'AUTHORIZE') throw refuse(422, 'UNSUPPORTED_INTENT', { field: '/intent', value });
  if (value !== 'CAPTURE') throw refuse(400, 'INVALID_PARAMETER_VALUE', { field: '/intent', value: String(value) });
  return value;
}

function purchaseUnitsOf(value: unknown): PurchaseUnit[] {
  if (!Array.isArray(value) || value.length === 0) throw refuse(400, 'MISSING_REQUIRED_PARAMETER', { field: '/purchase_units' });
  return value.map((unit: unknown, index) => purchaseUnitOf(unit, index));
}

function purchaseUnitOf(value: unknown, index: number): PurchaseUnit {
  if (!isRecord(value)) throw refuse(400, 'INVALID_PARAMETER_SYNTAX', { field: `/purchase_units/${index}` });
  const reference_id = textOf(value['reference_id']) ?? 'default';
  const field = `/purchase_units/@reference_id=='${reference_id}'/amount`;
  const amount = amountOf(value['amount'], field);
  if (minorUnits(amount) <= 0n) throw refuse(422, 'CANNOT_BE_ZERO_OR_NEGATIVE', { field: `${field}/value`, value: amount.value });
  const issues = breakdownIssues(value, amount, field);
  if (issues.length > 0) throw new Refused(errorReply(422, issues));
  return { ...value, reference_id, amount: { ...(isRecord(value['amount']) ? value['amount'] : {}), ...amount } };
}

/** Items must add up to `item_total`, and the breakdown to the amount. */
function breakdownIssues(unit: Record<string, unknown>, amount: Money, field: string): Issue[] {
  const breakdown = isRecord(unit['amount']) ? unit['amount']['breakdown'] : undefined;
  const issues: Issue[] = [];
  if (isRecord(breakdown)) {
    const sum = Object.entries(breakdown).reduce((total, [name, part]) => {
      const units = minorUnits(amountOf(part, `${field}/breakdown/${name}`));
      return name === 'discount' || name === 'shipping_discount' ? total - units : total + units;
    }, 0n);
    if (sum !== minorUnits(amount)) issues.push({ issue: 'AMOUNT_MISMATCH', field: `${field}/value`, value: amount.value });
  }
  const items = unit['items'];
  if (Array.isArray(items) && items.length > 0) {
    const total = items.filter(isRecord).reduce((sum, item, index) => {
      const price = minorUnits(amountOf(item['unit_amount'], `/purchase_units/items/${index}/unit_amount`));
      return sum + price * BigInt(textOf(item['quantity']) ?? '1');
    }, 0n);
    const itemTotal = isRecord(breakdown) ? breakdown['item_total'] : undefined;
    if (itemTotal === undefined) issues.push({ issue: 'ITEM_TOTAL_REQUIRED', field: `${field}/breakdown/item_total` });
    else if (total !== minorUnits(amountOf(itemTotal, `${field}/breakdown/item_total`)))
      issues.push({ issue: 'ITEM_TOTAL_MISMATCH', field });
  }
  return issues;
}

/** `experience_context` of the payment source, or the older `application_context`. */
function contextOf(body: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const source = isRecord(body['payment_source']) ? body['payment_source']['paypal'] : undefined;
  const context = isRecord(source) ? source['experience_context'] : body['application_context'];
  return isRecord(context) ? context : {};
}

function paypalSource(body: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const source = isRecord(body['payment_source']) ? body['payment_source']['paypal'] : undefined;
  return isRecord(source) ? source : {};
}

function wantsVault(body: Readonly<Record<string, unknown>>): boolean {
  const { attributes } = paypalSource(body);
  const vault = isRecord(attributes) ? attributes['vault'] : undefined;
  return isRecord(vault) && vault['store_in_vault'] === 'ON_SUCCESS';
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}
