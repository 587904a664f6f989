import type { ConsoleVisitState } from '@sky/api-client';
import type { Tone } from '@sky/ui';

/** How a visit to a console stands. */
export const VISIT_WORDS: Record<ConsoleVisitState, { readonly word: string; readonly tone: Tone }> = {
  open: { word: 'Open', tone: 'success' },
  offered: { word: 'Offered', tone: 'info' },
  ended: { word: 'Ended', tone: 'neutral' },
  refused: { word: 'Refused', tone: 'warning' },
};
