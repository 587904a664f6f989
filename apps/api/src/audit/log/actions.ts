/** Everything that is written down, grouped by what it concerns, with the words that people read. A feature adds its acts here. */
export const ACTIONS = {
  'session.opened': 'Signed in',
  'session.ended': 'Signed out',
  'session.ended-elsewhere': 'Ended a session on another device',
  'session.reused': 'A copied session was presented and ended',
  'session.reported': 'Reported a sign-in as not theirs',
  'session.stepped-up': 'Confirmed who they are',
  'sign-in.failed': 'Failed to sign in',
  'sign-in.delayed': 'Sign-in delayed after failures',
  'sign-in.unlocked': 'Sign-in unlocked by staff',

  'access.refused': 'Was refused access',
  'access.rate-limited': 'Made too many requests',

  'second-factor.enabled': 'Turned on the authenticator app',
  'second-factor.removed': 'Removed the authenticator app',
  'second-factor.enforced': 'Changed who needs a second factor',
  'passkey.added': 'Added a passkey',
  'passkey.renamed': 'Renamed a passkey',
  'passkey.removed': 'Removed a passkey',
  'recovery-codes.renewed': 'Renewed recovery codes',
  'recovery-code.used': 'Used a recovery code',

  'key.created': 'Created an API key',
  'key.changed': 'Changed an API key',
  'key.rotated': 'Rotated an API key',
  'key.revoked': 'Revoked an API key',
  'key.refused': 'An API key was refused',
  'key.report-exported': 'Exported the API key report',

  'user.registered': 'Registered',
  'user.verified': 'Confirmed their e-mail address',
  'user.profile-changed': 'Changed their profile',
  'user.email-change-requested': 'Asked to change their e-mail address',
  'user.email-changed': 'Changed their e-mail address',
  'user.password-changed': 'Changed their password',
  'user.password-reset-requested': 'Asked to reset their password',
  'user.password-reset': 'Reset their password',
  'user.data-exported': 'Exported their data',
  'user.deleted': 'Deleted the account',
  'user.invited': 'Invited a person',
  'user.created': 'Created an account',
  'user.edited': 'Edited an account',
  'user.suspended': 'Suspended an account',
  'user.unsuspended': 'Lifted a suspension',
  'user.role-changed': 'Changed a role',
  'user.tagged': 'Changed the tags of an account',
  'user.list-exported': 'Exported the list of users',
  'user.reset-link-sent': 'Sent a reset link',
  'user.mailed': 'Sent a mail to a person',
  'impersonation.started': 'Looked at the portal as a customer',
  'impersonation.ended': 'Stopped looking as a customer',
  'role.permissions-changed': 'Changed what a role may do',

  'virtfusion.linked': 'Linked to a VirtFusion account',
  'virtfusion.unlinked': 'Unlinked from VirtFusion',
  'virtfusion.synced': 'Synchronised with VirtFusion',
  'virtfusion.link-failed': 'Could not be linked to VirtFusion',
  'virtfusion.password-generated': 'Generated a VirtFusion password',
  'virtfusion.single-sign-on': 'Opened the VirtFusion panel',

  'money.credit-purchased': 'Credit was bought',
  'money.usage-charged': 'Usage was charged',
  'money.refunded': 'Money was refunded',
  'money.added': 'Credit was added by hand',
  'money.reversed': 'A movement of money was reversed',
  'money.adjusted': 'Credit was adjusted',
  'payment.started': 'Started a payment',
  'payment.checked': 'Had a payment checked',
  'payment.webhook-refused': 'A payment notice was refused',
  'price.changed': 'Changed a price',

  'server.ordered': 'Ordered a server',
  'server.power': 'Switched a server',
  'server.password-reset': 'Reset the password of a server',
  'server.deletion-requested': 'Asked to delete a server',
  'server.deletion-cancelled': 'Kept a server that was to be deleted',
  'server.deleted': 'A server was deleted',

  'setting.changed': 'Changed a setting',
  'secrets.rotated': 'Rotated the sealing key',
  'job.retried': 'Tried a failed job again',

  'audit.exported': 'Exported the audit log',
  'audit.verified': 'Verified the audit log',
  'security-event.acknowledged': 'Acknowledged a security event',
  'address.blocked': 'Blocked an address',
  'address.unblocked': 'Unblocked an address',
} as const;

/** What was done, named `<thing>.<act>`. */
export type AuditAction = keyof typeof ACTIONS;

/** An action in words; one that an older release wrote is shown by its name. */
export function wordsFor(action: string): string {
  return (ACTIONS as Record<string, string>)[action] ?? action;
}
