import { formatMoney, parseMoney } from '@sky/money';
import type { GatewayCapture } from '../gateways/payment-gateway';
import type { Payment } from './payment.entity';

/** What a capture is worth for a payment: an amount to credit (with a remark when it is odd), or a reason to credit nothing. */
export type CaptureWorth =
  | { readonly isCreditable: true; readonly amount: bigint; readonly remark: string | null }
  | { readonly isCreditable: false; readonly reason: string };

/**
 * Compares what the gateway took with what the customer wanted to pay. Another currency or somebody else's payment is never
 * credited. Another amount is credited as it was taken, because that is the customer's money, and staff see the difference.
 */
export function worthOf(
  capture: Pick<GatewayCapture, 'id' | 'amount' | 'currency' | 'customId'>,
  payment: Pick<Payment, 'id' | 'amount' | 'currency'>,
): CaptureWorth {
  const { currency } = payment;
  if (capture.customId !== null && capture.customId !== String(payment.id))
    return { isCreditable: false, reason: `Capture ${capture.id} belongs to payment ${capture.customId}; nothing was credited.` };
  if (capture.currency !== currency)
    return {
      isCreditable: false,
      reason: `Capture ${capture.id} took ${capture.amount} ${capture.currency} instead of ${currency}; nothing was credited.`,
    };
  const amount = parseMoney(capture.amount, currency);
  if (amount === 0n) return { isCreditable: false, reason: `Capture ${capture.id} is worth nothing; nothing was credited.` };
  const [took, wanted] = [formatMoney(amount, currency), formatMoney(payment.amount, currency)];
  return { isCreditable: true, amount, remark: amount === payment.amount ? null : `${took} arrived instead of ${wanted}.` };
}
