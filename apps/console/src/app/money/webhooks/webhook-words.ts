import type { WebhookProof, WebhookState } from '@sky/api-client';
import type { Tone } from '@sky/ui';

/** The tone of a delivery's state. */
export function eventTone(state: WebhookState): Tone {
  if (state === 'processed') return 'success';
  return state === 'failed' || state === 'refused' ? 'error' : 'neutral';
}

/** How a delivery was proven. */
export const PROOF_WORDS: Record<WebhookProof, string> = {
  local: 'Verified here, by PayPal’s certificate',
  postback: 'Verified by asking PayPal',
  refused: 'Refused',
};
