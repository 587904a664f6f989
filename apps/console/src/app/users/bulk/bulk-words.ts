import type { BulkUserAction } from '@sky/api-client';

import type { BulkAct } from '../../bulk/bulk-bar';

/** What the dialog of an act on many people says and asks for. */
export interface BulkWords {
  readonly label: string;
  readonly title: string;
  readonly confirm: string;
  /** What was done, after the number of people. */
  readonly done: string;
  readonly asks: readonly ('reason' | 'subject' | 'message' | 'tag')[];
  readonly isDangerous?: boolean;
}

/** The acts in the order of the bar. */
export const BULK_WORDS: Readonly<Record<BulkUserAction, BulkWords>> = {
  mail: { label: 'Write', title: 'Write to them', confirm: 'Send', done: 'a mail is on its way', asks: ['subject', 'message'] },
  'add-tag': { label: 'Add tag', title: 'Add a tag', confirm: 'Add tag', done: 'tag added', asks: ['tag'] },
  'remove-tag': { label: 'Remove tag', title: 'Remove a tag', confirm: 'Remove tag', done: 'tag removed', asks: ['tag'] },
  verify: {
    label: 'Confirm address',
    title: 'Confirm their addresses',
    confirm: 'Confirm addresses',
    done: 'address confirmed',
    asks: [],
  },
  unsuspend: { label: 'Unsuspend', title: 'Lift suspensions', confirm: 'Unsuspend', done: 'suspension lifted', asks: [] },
  suspend: {
    label: 'Suspend',
    title: 'Suspend accounts',
    confirm: 'Suspend',
    done: 'suspended',
    asks: ['reason'],
    isDangerous: true,
  },
};

export const BULK_ACTS: readonly BulkAct<BulkUserAction>[] = (Object.keys(BULK_WORDS) as BulkUserAction[]).map(action => ({
  action,
  label: BULK_WORDS[action].label,
  isDangerous: BULK_WORDS[action].isDangerous ?? false,
}));
