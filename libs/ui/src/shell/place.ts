import type { IconName } from '../icon/icons';

/** An entry of the navigation. */
export interface Place {
  readonly label: string;
  readonly icon: IconName;
  readonly link: string;
  /** Whether only the very address counts as being there. */
  readonly exact?: boolean;
  readonly group?: string;
  /** A plain number is an amount. */
  readonly count?: number;
  /** Shown only in the bar at the bottom of phones. */
  readonly phoneOnly?: boolean;
  /** Left out of the bar at the bottom of phones. */
  readonly desktopOnly?: boolean;
}

/** Who is signed in, as shells show them. */
export interface Person {
  readonly name: string;
  readonly detail: string;
}
