export { asker, type Answer, type Ask } from './asker';
export { RfbClient, type ConsoleAddress } from '../rfb/testing/rfb-client';
