import type { BulkServerAction } from '@sky/api-client';

import type { BulkAct } from '../../bulk/bulk-bar';

/** What the dialog of an act on many servers says and asks for. */
export interface BulkServerWords {
  readonly label: string;
  readonly title: string;
  readonly confirm: string;
  /** What was done, after the number of servers. */
  readonly done: string;
  readonly warns?: string;
  readonly asks?: 'reason' | 'delay';
}

/** The acts in the order of the bar. */
export const BULK_SERVER_WORDS: Readonly<Record<BulkServerAction, BulkServerWords>> = {
  boot: { label: 'Start', title: 'Start servers', confirm: 'Start', done: 'being started' },
  shutdown: {
    ...{ label: 'Shut down', title: 'Shut servers down', confirm: 'Shut down', done: 'being shut down' },
    warns: 'What runs on them is asked to end.',
  },
  restart: {
    ...{ label: 'Restart', title: 'Restart servers', confirm: 'Restart', done: 'being restarted' },
    warns: 'They are away for a minute.',
  },
  poweroff: {
    ...{ label: 'Force off', title: 'Force servers off', confirm: 'Force off', done: 'being forced off' },
    warns: 'The power is cut: what was not saved is lost.',
  },
  unsuspend: { label: 'Unsuspend', title: 'Lift suspensions', confirm: 'Unsuspend', done: 'suspension lifted' },
  suspend: {
    ...{ label: 'Suspend', title: 'Suspend servers', confirm: 'Suspend', done: 'being suspended' },
    ...{ warns: 'They are switched off and kept. Their owners are told the reason.', asks: 'reason' },
  },
  delete: {
    ...{ label: 'Delete', title: 'Delete servers', confirm: 'Delete servers', done: 'going to be deleted' },
    ...{ warns: 'Everything on their disks goes when the delay is over.', asks: 'delay' },
  },
};

/** Those that cost their owners something are red. */
export const BULK_SERVER_ACTS: readonly BulkAct<BulkServerAction>[] = (Object.keys(BULK_SERVER_WORDS) as BulkServerAction[]).map(
  action => ({ action, label: BULK_SERVER_WORDS[action].label, isDangerous: action === 'suspend' || action === 'delete' }),
);

/** `1 server`, `12 servers`. */
export function serversInWords(count: number): string {
  return `${count.toLocaleString('en')} ${count === 1 ? 'server' : 'servers'}`;
}
