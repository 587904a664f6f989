import type { NewOrder, NewRefund } from './order';

/** The longest description PayPal takes. */
const DESCRIPTION_LENGTH = 127;

/** Later orders are the merchant's own, without the buyer. */
const STORE = { vault: { store_in_vault: 'ON_SUCCESS', usage_type: 'MERCHANT' } };

/** An order of one unit that the buyer pays at once on PayPal's page. */
export function orderBody(order: NewOrder) {
  return {
    intent: 'CAPTURE',
    purchase_units: [
      {
        reference_id: 'default',
        custom_id: order.paymentId,
        description: order.description.slice(0, DESCRIPTION_LENGTH),
        amount: { currency_code: order.currency, value: order.amount },
      },
    ],
    payment_source: { paypal: order.vaultId === undefined ? buyersSource(order) : { vault_id: order.vaultId } },
  };
}

function buyersSource(order: NewOrder) {
  return {
    ...(order.storesSource === true && { attributes: STORE }),
    experience_context: {
      return_url: order.returnUrl,
      cancel_url: order.cancelUrl,
      brand_name: order.brandName.slice(0, DESCRIPTION_LENGTH),
      user_action: 'PAY_NOW',
      shipping_preference: 'NO_SHIPPING',
      payment_method_preference: 'IMMEDIATE_PAYMENT_REQUIRED',
    },
  };
}

/** A refund; PayPal gives back what is left when no amount is named. */
export function refundBody({ amount, currency, note }: NewRefund) {
  if (amount === undefined) return { note_to_payer: note };
  if (currency === undefined) throw new TypeError('An amount needs its currency.');
  return { amount: { currency_code: currency, value: amount }, note_to_payer: note };
}
