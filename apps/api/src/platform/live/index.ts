export { type LiveEvent, LiveHub } from './live-hub';
