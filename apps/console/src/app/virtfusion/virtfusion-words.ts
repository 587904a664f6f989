import type { CircuitState, SurpriseKind, VirtfusionStatus } from '@sky/api-client';
import type { Tone } from '@sky/ui';

/** A state in a word, and how loud it is. */
interface Word {
  readonly word: string;
  readonly tone: Tone;
}

/** Whether VirtFusion answered at the last check. */
export const STATUS_WORDS: Record<VirtfusionStatus, Word> = {
  ok: { word: 'Answers', tone: 'success' },
  down: { word: 'Does not answer', tone: 'error' },
  unknown: { word: 'Not known', tone: 'warning' },
  not_configured: { word: 'Not set up', tone: 'neutral' },
};

/** Whether a group is being asked. */
export const CIRCUIT_WORDS: Record<CircuitState, Word> = {
  closed: { word: 'Asked', tone: 'success' },
  open: { word: 'Left alone', tone: 'error' },
  half_open: { word: 'Being tried', tone: 'warning' },
};

/** What was odd about an answer. */
export const SURPRISE_WORDS: Record<SurpriseKind, Word> = {
  not_json: { word: 'Not an answer of VirtFusion', tone: 'error' },
  shape: { word: 'Could not be used', tone: 'error' },
  value: { word: 'Used without a part', tone: 'warning' },
};
