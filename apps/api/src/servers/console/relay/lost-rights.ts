import type { LiveEvent } from '@api/platform';
import type { ConsoleVisit } from '../sessions/console-sessions';

/** True when a piece of news may have taken away what somebody at a console needs. Who asks again is on the safe side. */
export function lost(
  { userId, sessionId, serverId, asStaff, shareId }: ConsoleVisit,
  { type, userId: whose, data }: LiveEvent,
): boolean {
  switch (type) {
    case 'session-ended':
      return data['sessionId'] === sessionId;
    case 'user':
      return whose === userId;
    case 'roles-changed':
      return asStaff;
    case 'server':
    case 'server-shared':
      return data['serverId'] === serverId;
    case 'console-share-ended':
      return shareId !== null && data['shareId'] === shareId;
    case 'settings-changed':
    case 'reconnected':
      return true;
    default:
      return false;
  }
}
