export { PayPalSimulator, type PayPalOptions } from './simulator';
export type { CaptureOutcome, CaptureRow, EventRow, OrderRow, RefundRow } from './model';
