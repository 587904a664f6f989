import type { ServerGrantDto } from '@sky/api-client';

/** What somebody may use of a server: `power switch and console`. */
export function rightsInWords({ mayPower, mayConsole }: Pick<ServerGrantDto, 'mayPower' | 'mayConsole'>): string {
  return [mayPower && 'power switch', mayConsole && 'console'].filter(Boolean).join(' and ');
}
