import type { ConsoleVisitDto } from '@sky/api-client';

const ENDS: Readonly<Record<string, string>> = {
  left: 'Left',
  'console-ended': 'The server ended it',
  'console-lost': 'The connection to the server was lost',
  'connection-lost': 'The connection to the browser was lost',
  'rights-lost': 'Was no longer allowed',
  idle: 'Nothing was typed for too long',
  longest: 'Open for as long as allowed',
  'closed-by-owner': 'Closed by the owner',
  'closed-by-staff': 'Closed by support',
  'ticket-unused': 'Was not connected',
  'process-lost': 'Ended with the panel’s process',
  restart: 'The panel was restarted',
  policy: 'Refused: consoles are closed to customers',
  'not-ready': 'Refused: the server is not ready',
  'server-off': 'Refused: the server is off',
  'platform-silent': 'Refused: the platform did not answer',
  'vnc-disabled': 'Refused: the console is off',
  'address-refused': 'Refused: the address is not allowed',
  'port-refused': 'Refused: the port is closed',
  timeout: 'Refused: the hypervisor did not answer',
  'not-vnc': 'Refused: something else answered',
  'wrong-password': 'Refused: wrong password',
  'relay-limit': 'Refused: too many are open',
};

/** What came of a visit to a console, in words. */
export function visitInWords({ state, cause }: Pick<ConsoleVisitDto, 'state' | 'cause'>): string {
  if (state === 'open') return 'Open now';
  if (state === 'offered') return 'Connecting';
  return ENDS[cause ?? ''] ?? 'Ended';
}

/** Who came, as the owner is told: support is support. */
export function visitorInWords({
  asStaff,
  username,
  viewOnly,
}: Pick<ConsoleVisitDto, 'asStaff' | 'username' | 'viewOnly'>): string {
  return `${asStaff ? 'Support' : username}${viewOnly ? ', looking only' : ''}`;
}
