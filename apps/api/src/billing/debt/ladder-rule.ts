const HOUR_MS = 3_600_000;
/** Nobody's servers are deleted without a letter at least so long before. */
const REMINDER_HOURS = 24;

export const LADDER_STEPS = ['warn', 'suspend', 'remind', 'delete', 'resume'] as const;
/** What is done about a debt; `resume` takes the others back. */
export type LadderStep = (typeof LADDER_STEPS)[number];

export const DEBT_STATES = ['exempt', 'warned', 'suspended', 'deleted'] as const;
export type DebtState = (typeof DEBT_STATES)[number];

/** Which steps the host takes, and when; null leaves a step out. */
export interface LadderRules {
  readonly suspendAfterHours: number | null;
  readonly deleteAfterDays: number | null;
}

/** An open debt and what was done about it. */
export interface DebtCase {
  readonly openedAt: Date;
  readonly suspendAt: Date | null;
  readonly suspendedAt: Date | null;
  readonly deleteAt: Date | null;
  /** When the last letter before the deletion was sent. */
  readonly remindedAt: Date | null;
  readonly deletedAt: Date | null;
}

/** Nothing is done to this customer; until when, or null until somebody takes it back. */
export interface Exemption {
  readonly until: Date | null;
}

/** A customer as the ladder sees them. */
export interface Debtor {
  readonly balance: bigint;
  readonly debt: DebtCase | null;
  readonly exemption: Exemption | null;
}

/** The step that is due for a customer now; null when none is. */
export function dueStep({ balance, debt, exemption }: Debtor, rules: LadderRules, now: Date): LadderStep | null {
  if (balance >= 0n) return debt === null ? null : 'resume';
  if (isExempt(exemption, now)) return null;
  if (debt === null) return 'warn';
  if (debt.suspendedAt === null) {
    if (rules.suspendAfterHours === null) return null;
    // The step was switched on after the debt began: it is announced first.
    if (debt.suspendAt === null) return 'warn';
    return debt.suspendAt <= now ? 'suspend' : null;
  }
  if (debt.deletedAt !== null || rules.deleteAfterDays === null) return null;
  if (debt.deleteAt === null) return 'warn';
  if (debt.remindedAt === null) return isReminderDue(debt.deleteAt, now) ? 'remind' : null;
  return debt.deleteAt <= now ? 'delete' : null;
}

/** Whether an exemption holds at a moment. */
export function isExempt(exemption: Exemption | null, now: Date): boolean {
  return exemption !== null && (exemption.until === null || exemption.until > now);
}

/** When servers are suspended for a debt that is announced now; null when they are not. */
export function suspensionFrom(now: Date, { suspendAfterHours }: LadderRules): Date | null {
  return suspendAfterHours === null ? null : new Date(now.getTime() + suspendAfterHours * HOUR_MS);
}

/** When servers are deleted that are suspended now; null when they are not. */
export function deletionFrom(now: Date, { deleteAfterDays }: LadderRules): Date | null {
  return deleteAfterDays === null ? null : new Date(now.getTime() + deleteAfterDays * 24 * HOUR_MS);
}

/** Whether the last letter before a deletion has to go out; a letter that announces one so near is that letter itself. */
export function isReminderDue(deleteAt: Date, now: Date): boolean {
  return deleteAt.getTime() - REMINDER_HOURS * HOUR_MS <= now.getTime();
}

/** When servers are deleted whose reminder goes out now: not earlier than announced, and never sooner than the reminder leaves time. */
export function deletionAfterReminder(deleteAt: Date, now: Date): Date {
  return new Date(Math.max(deleteAt.getTime(), now.getTime() + REMINDER_HOURS * HOUR_MS));
}

/** How far a debt has come. */
export function stateOf({ debt, exemption }: Pick<Debtor, 'debt' | 'exemption'>, now: Date): DebtState {
  if (isExempt(exemption, now)) return 'exempt';
  if (debt?.deletedAt != null) return 'deleted';
  return debt?.suspendedAt != null ? 'suspended' : 'warned';
}
