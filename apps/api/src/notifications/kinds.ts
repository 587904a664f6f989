/** What people are told about. Security news cannot be turned off: they are how somebody learns that it was not them. */
export const NOTIFICATION_KINDS = ['security', 'account', 'billing', 'servers', 'support', 'staff-alerts'] as const;
export type NotificationKind = (typeof NOTIFICATION_KINDS)[number];

/** The ways in which news of a kind reach somebody. */
export interface Channels {
  readonly inApp: boolean;
  readonly mail: boolean;
}

/** True for kinds of which everybody hears, whatever they prefer. */
export function isFixed(kind: NotificationKind): boolean {
  return kind === 'security';
}
