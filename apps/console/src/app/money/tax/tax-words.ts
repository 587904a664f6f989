import type { CustomerKind, TaxMode, TaxRateState } from '@sky/api-client';
import type { Segment, Tone } from '@sky/ui';

export const CUSTOMER_KINDS: readonly Segment[] = [
  { value: 'consumer', label: 'Consumers' },
  { value: 'business', label: 'Businesses' },
];

export const KIND_WORDS: Record<CustomerKind, string> = { consumer: 'Consumers', business: 'Businesses' };

/** How a tax is taken, with what it means for a top-up. */
export const MODE_WORDS: Record<TaxMode, { readonly word: string; readonly effect: string }> = {
  none: { word: 'None', effect: 'Nothing is taxed.' },
  inclusive: { word: 'Included', effect: 'The tax is part of what is paid; all of it becomes credit.' },
  exclusive: { word: 'On top', effect: 'The tax is paid on top of the credit.' },
  reverse_charge: { word: 'Reverse charge', effect: 'The customer owes the tax; receipts say so.' },
};

export const STATE_WORDS: Record<TaxRateState, { readonly word: string; readonly tone: Tone }> = {
  in_force: { word: 'In force', tone: 'success' },
  planned: { word: 'Planned', tone: 'info' },
  ended: { word: 'Ended', tone: 'neutral' },
};

/** "19%" for 1900 hundredths of a percent. */
export function percentInWords(basisPoints: number): string {
  return `${Number((basisPoints / 100).toFixed(2))}%`;
}

/** "19" or "8.25" percent as hundredths of a percent; nothing when it is no percentage above 0 and up to 100. */
export function basisPointsIn(text: string): number | undefined {
  const match = /^(\d{1,3})(?:[.,](\d{1,2}))?$/.exec(text.trim());
  if (!match) return undefined;
  const points = Number(match[1]) * 100 + Number((match[2] ?? '').padEnd(2, '0'));
  return points >= 1 && points <= 10_000 ? points : undefined;
}
