import { z } from 'zod';

/** A movement on the PayPal account, as Transaction Search lists it. */
export interface PayPalTransaction {
  readonly id: string;
  /** What it belongs to: a refund names its capture. */
  readonly referenceId: string | null;
  /** PayPal's event code, such as T0006 (payment), T1107 (refund), T1106 (reversal). */
  readonly code: string;
  readonly status: 'settled' | 'pending' | 'denied' | 'reversed' | 'unknown';
  /** With its sign: negative left the account. */
  readonly amount: string;
  readonly currency: string;
  readonly customId: string | null;
  readonly happenedAt: Date;
}

export interface PayPalTransactionPage {
  readonly transactions: readonly PayPalTransaction[];
  readonly page: number;
  readonly pages: number;
  /** How far PayPal's list reaches; it lags by up to three hours. */
  readonly completeUntil: Date | null;
}

/** A stretch of time of 31 days at most. */
export interface TransactionSearch {
  readonly from: Date;
  readonly to: Date;
  readonly page: number;
}

const PAGE_SIZE = 100;

/** The query of Transaction Search; PayPal takes whole seconds with an offset. */
export function transactionQuery({ from, to, page }: TransactionSearch): Record<string, string | number> {
  const seconds = (at: Date) => `${at.toISOString().slice(0, 19)}Z`;
  return { start_date: seconds(from), end_date: seconds(to), fields: 'all', page_size: PAGE_SIZE, page };
}

const STATUSES: Readonly<Record<string, PayPalTransaction['status']>> = {
  S: 'settled',
  P: 'pending',
  D: 'denied',
  V: 'reversed',
};

/** PayPal writes offsets without a colon here (`+0000`). */
const moment = z
  .string()
  .transform(text => new Date(text.replace(/([+-]\d\d)(\d\d)$/, '$1:$2')))
  .refine(date => !Number.isNaN(date.getTime()), 'is no time');

const info = z
  .object({
    transaction_id: z.string().min(1),
    paypal_reference_id: z.string().nullish(),
    transaction_event_code: z.string(),
    transaction_initiation_date: moment,
    transaction_amount: z.object({
      currency_code: z.string().regex(/^[A-Z]{3}$/),
      value: z.string().regex(/^-?\d{1,12}(\.\d{1,6})?$/),
    }),
    transaction_status: z.string().nullish(),
    custom_field: z.string().nullish(),
  })
  .transform((row): PayPalTransaction => ({
    id: row.transaction_id,
    referenceId: row.paypal_reference_id ?? null,
    code: row.transaction_event_code,
    status: STATUSES[row.transaction_status ?? ''] ?? 'unknown',
    amount: row.transaction_amount.value,
    currency: row.transaction_amount.currency_code,
    customId: row.custom_field ?? null,
    happenedAt: row.transaction_initiation_date,
  }));

export const transactionPageReply = z
  .object({
    transaction_details: z.array(z.object({ transaction_info: info })).nullish(),
    page: z.number().int().nullish(),
    total_pages: z.number().int().nullish(),
    last_refreshed_datetime: moment.nullish().catch(null),
  })
  .transform((reply): PayPalTransactionPage => ({
    transactions: (reply.transaction_details ?? []).map(({ transaction_info }) => transaction_info),
    page: reply.page ?? 1,
    pages: reply.total_pages ?? 1,
    completeUntil: reply.last_refreshed_datetime ?? null,
  }));
