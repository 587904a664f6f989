import type { PowerAction } from '@sky/api-client';

/** What a power action is called, and what it costs; without a warning it is done at once. */
export const POWER_WORDS: Record<PowerAction, { readonly verb: string; readonly warns?: string }> = {
  boot: { verb: 'Start' },
  shutdown: { verb: 'Shut down', warns: 'What runs on it is asked to end. Its owner sees that support did it.' },
  restart: { verb: 'Restart', warns: 'It is away for a minute. Its owner sees that support did it.' },
  poweroff: { verb: 'Force off', warns: 'The power is cut: what was not saved is lost. Its owner sees that support did it.' },
};
