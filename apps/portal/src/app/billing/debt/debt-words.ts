import type { DebtDto } from '@sky/api-client';
import { deadlineInWords, durationInWords, moneyInWords } from '@sky/ui';

/** What a debt is called, how serious it is, and what follows. */
export interface DebtWords {
  readonly tone: 'error' | 'warning';
  readonly heading: string;
  readonly text: string;
}

/** A debt in words; nothing where nothing is owed or nothing is demanded. */
export function debtInWords(debt: DebtDto, now: Date): DebtWords | undefined {
  const owed = moneyInWords(debt.owed, debt.currency);
  switch (debt.state) {
    case 'none':
      return undefined;
    case 'exempt':
      return { tone: 'warning', heading: `You owe ${owed}`, text: 'We agreed to wait. Your servers keep running.' };
    case 'warned':
      return {
        tone: 'warning',
        heading: `You owe ${owed}`,
        text: debt.suspendAt
          ? `Your servers are suspended ${countdown(debt.suspendAt, now)} unless you pay before.`
          : 'Your servers keep running, and what they cost is added to it.',
      };
    case 'suspended':
      return {
        tone: 'error',
        heading: `Your servers are suspended: you owe ${owed}`,
        text: debt.deleteAt
          ? `They are deleted ${countdown(debt.deleteAt, now)} unless you pay before. Paying brings them back by itself.`
          : 'Paying brings them back by itself.',
      };
    case 'deleted':
      return {
        tone: 'error',
        heading: `Your servers are being deleted: you owe ${owed}`,
        text: 'Pay now; what is not deleted yet comes back by itself.',
      };
  }
}

/** "in 2 days, 3 h (Fri 4 Dec, 20:57 UTC)" */
function countdown(at: string, now: Date): string {
  const left = Date.parse(at) - now.getTime();
  return left > 0 ? `in ${durationInWords(left)} (${deadlineInWords(new Date(at))})` : 'now';
}
