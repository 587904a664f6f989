import type { BillingRunDto, BillingRunStepDto } from '@sky/api-client';
import type { Tone } from '@sky/ui';

export const RUN_KIND_WORDS: Record<BillingRunDto['kind'], string> = {
  schedule: 'By schedule',
  'catch-up': 'Catching up',
  staff: 'Planned by staff',
};

export const RUN_STATE_WORDS: Record<BillingRunDto['state'], string> = {
  planned: 'Planned',
  running: 'Under way',
  applied: 'Charged',
  abandoned: 'Given up',
};

export const RUN_STATE_TONES: Record<BillingRunDto['state'], Tone> = {
  planned: 'warning',
  running: 'neutral',
  applied: 'success',
  abandoned: 'error',
};

export const STEP_WORDS: Record<BillingRunStepDto['step'], string> = {
  warn: 'Warn',
  suspend: 'Suspend servers',
  remind: 'Remind before deletion',
  delete: 'Delete servers',
  resume: 'Bring servers back',
};
