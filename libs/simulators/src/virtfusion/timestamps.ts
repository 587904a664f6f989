import type { Moment } from './model';

/** `2025-01-15T15:00:49+00:00`, as VirtFusion's models are dated. */
export function modelTime(moment: Moment): string {
  return `${new Date(moment).toISOString().slice(0, 19)}+00:00`;
}

/** `2025-01-20T12:41:28.000000Z`, as its packages, users and keys are dated. */
export function microTime(moment: Moment): string {
  return new Date(moment).toISOString().replace('Z', '000Z');
}

/** `2025-01-06 00:00:00`, as its traffic periods are dated. */
export function plainTime(moment: Moment): string {
  return new Date(moment).toISOString().slice(0, 19).replace('T', ' ');
}
