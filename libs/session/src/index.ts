export { admin, guest, safeNext, signedIn, verified } from './guards';
export { HostSettings } from './host-settings';
export { onceOnly } from './http-context';
export { Live, type LiveEvents } from './live';
export { type Problem, problemOf } from './problem';
export { provideSession } from './provide-session';
export { Session } from './session';
