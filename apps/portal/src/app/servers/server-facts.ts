import type { ActionDto, ServerDto } from '@sky/api-client';
import { ageInWords } from '@sky/ui';

/** Older observations than this are told as what was, not as what is. */
const FRESH_FOR_MS = 15 * 60_000;

/** States that come from looking at the machine; the others come from our own records and cannot go stale. */
const OBSERVED = new Set<ServerDto['state']>(['running', 'stopped', 'unknown']);

/** True when a state can only be known by looking at the machine. */
export function isObserved({ state }: Pick<ServerDto, 'state'>): boolean {
  return OBSERVED.has(state);
}

/** True when the state was read too long ago to be told as present. */
export function isStale({ state, observedAt }: Pick<ServerDto, 'state' | 'observedAt'>, now: Date): boolean {
  if (!OBSERVED.has(state) || observedAt === null) return false;
  return now.getTime() - Date.parse(observedAt) > FRESH_FOR_MS;
}

const ACTS: Record<ActionDto['kind'], { doing: string; done: string; noun: string }> = {
  boot: { doing: 'Starting', done: 'Started', noun: 'Start' },
  shutdown: { doing: 'Shutting down', done: 'Shut down', noun: 'Shutdown' },
  restart: { doing: 'Restarting', done: 'Restarted', noun: 'Restart' },
  poweroff: { doing: 'Cutting the power', done: 'Forced off', noun: 'Force off' },
  rebuild: { doing: 'Installing the system', done: 'Rebuilt', noun: 'Rebuild' },
};

/** True while an action is asked for or under way. */
export function isUnderWay(action: ActionDto | null): boolean {
  return action?.state === 'requested' || action?.state === 'running';
}

/** An action in words; progress only when the queue told one. */
export function actionInWords(action: ActionDto, now: Date): string {
  const { doing, done, noun } = ACTS[action.kind];
  switch (action.state) {
    case 'requested':
      return `${doing}: waiting for the host`;
    case 'running':
      return action.progress === null ? `${doing}` : `${doing}: ${action.progress}%`;
    case 'done':
      return `${done} ${action.finishedAt ? ageInWords(new Date(action.finishedAt), now) : ''}`.trim();
    case 'failed':
      return `${noun} failed${action.message ? `: ${action.message}` : ''}`;
    case 'unknown':
      return `${noun}: the outcome is not known yet. We are asking again.`;
  }
}
