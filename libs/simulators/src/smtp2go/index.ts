export { BROKEN_DOMAIN, REFUSED_DOMAIN, Smtp2goSimulator } from './simulator';
export type { Mail } from './model';
