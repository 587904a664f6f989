/**
 * Where VirtFusion's documents are silent, the simulator must choose. Every such choice is here, so that it can be changed
 * when somebody meets the real behaviour.
 */
export const CHOICES = {
  /** `POST /users` with an `extRelationId`, `relStr` or e-mail that somebody has: a failed validation, not a conflict. */
  duplicateUserStatus: 422,
  /** `POST /servers?dryRun=true` that would succeed. */
  dryRunReply: { status: 200, json: { data: [] } },
  /** `results` beyond 1–200 is clamped, not refused. */
  resultsRange: { least: 1, most: 200, usual: 20 },
  /** A token without the endpoint's permission; also the wording of an unknown route and of a wrong method is ours. */
  forbiddenMessage: 'forbidden',
  busyMessage: 'The server is busy with other tasks',
  doNotDisturbMessage: 'Do Not Disturb mode is active for this server',
  maintenanceMessage: 'The hypervisor is in maintenance mode',
  /** Power actions on a suspended server are locked like those on a busy one. */
  suspendedMessage: 'The server is suspended',
  /** Owner of servers cannot be deleted. */
  userHasServersMessage: 'The user owns servers',
  administratorMessage: 'The user is an administrator',
  packInUseMessage: 'Servers are assigned to the resource pack',
  /** Servers of users with hourly self service are metered; every hour that was begun counts. */
  monthToHours: 730,
  /** One token is worth this much of the default currency. */
  currencyPerToken: 0.01,
  /** Seconds that login tokens live; this one is documented. */
  loginTokenSeconds: 60,
  /** `enabled` in answers about a console, whatever was sent: 7.0 does so. */
  vncEnabledReply: false,
  /** A console that nobody ever switched is open. */
  vncIsOpenAtFirst: true,
  /** Class and action of the queue's jobs other than a build's. */
  jobNamespace: 'App\\Jobs\\Server\\KVM\\',
} as const;
