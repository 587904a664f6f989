import type { ServerWorkDto } from '@sky/api-client';
import type { Tone } from '@sky/ui';

const KINDS: Record<ServerWorkDto['kind'], string> = {
  action: 'Power',
  order: 'Order',
  suspension: 'Suspension',
  deletion: 'Deletion',
  owner: 'Owner',
};

const STEPS: Readonly<Record<string, string>> = {
  boot: 'start',
  shutdown: 'shut down',
  poweroff: 'force off',
  create: 'reserving',
  build: 'handing to the builder',
  wait: 'installing',
};

/** What is being done, in a few words. */
export function workInWords({ kind, what }: Pick<ServerWorkDto, 'kind' | 'what'>): string {
  return kind === 'action' || kind === 'order' ? `${KINDS[kind]}: ${STEPS[what] ?? what}` : KINDS[kind];
}

/** How it stands. */
export function standingOf({ state, isInDoubt, progress, attempts }: ServerWorkDto): {
  readonly word: string;
  readonly tone: Tone;
} {
  if (state === 'failed') return { word: 'Failed', tone: 'error' };
  if (isInDoubt) return { word: 'Not confirmed', tone: 'warning' };
  if (attempts) return { word: `Tried ${attempts} times`, tone: 'warning' };
  return { word: progress === null ? 'Open' : `${progress}%`, tone: 'info' };
}
