import { Injectable } from '@nestjs/common';
import { formatMoney } from '@sky/money';
import { MailService } from '@api/mail';
import { Notifications } from '@api/notifications';
import { Config } from '@api/platform';
import { SettingsService } from '@api/settings';
import { Ledger } from '../ledger/ledger';
import { momentInWords } from '../moment-words';
import type { DebtorRow } from './debtor-reader';

/** What a warning announces. */
export interface Announced {
  readonly now: Date;
  readonly suspendAt: Date | null;
  readonly deleteAt: Date | null;
}

/** Tells customers what a debt leads to. These letters cannot be turned off: somebody's servers depend on them. */
@Injectable()
export class DebtNews {
  constructor(
    private readonly notifications: Notifications,
    private readonly mail: MailService,
    private readonly ledger: Ledger,
    private readonly settings: SettingsService,
    private readonly config: Config,
  ) {}

  async warned(row: DebtorRow, { now, suspendAt, deleteAt }: Announced): Promise<void> {
    const when = (at: Date) => momentInWords(at, row.timeZone);
    const next = [
      ...(suspendAt && row.suspendedAt === null
        ? [`Your servers are suspended on ${when(suspendAt)} unless you pay before.`]
        : []),
      ...(deleteAt ? [`Your servers are deleted on ${when(deleteAt)} unless you pay before.`] : []),
    ];
    const what = next.join(' ') || 'Your servers keep running, and what they cost is added to it.';
    await this.tell(row, 'Your credit is used up', what, `debt-warned:${row.userId}:${now.getTime()}`);
  }

  async suspended(row: DebtorRow, deleteAt: Date | null): Promise<void> {
    const charged = this.settings.get('billing.chargeWhileSuspended') ? 'They still cost what they cost running.' : '';
    const end = deleteAt ? `On ${momentInWords(deleteAt, row.timeZone)} they are deleted with everything on them.` : '';
    const what = ['They come back by themselves when you pay.', charged, end].filter(Boolean).join(' ');
    await this.tell(row, 'Your servers are suspended', what, `debt-suspended:${row.caseId}:${row.suspendAt?.getTime() ?? 0}`);
  }

  async reminded(row: DebtorRow, deleteAt: Date): Promise<void> {
    const when = momentInWords(deleteAt, row.timeZone);
    const what = `On ${when} they are deleted with everything on them. This is the last letter before that. They come back by themselves when you pay.`;
    await this.tell(row, 'Your servers are deleted tomorrow', what, `debt-reminded:${row.caseId}:${deleteAt.getTime()}`);
  }

  async deleting(row: DebtorRow): Promise<void> {
    const what = `They were suspended and the debt was not paid. For ${this.settings.get('servers.deleteDelayMinutes')} minutes paying still brings them back.`;
    await this.tell(row, 'Your servers are being deleted', what, `debt-deleted:${row.caseId}`);
  }

  /** In the product only: whoever has just paid is looking at it. */
  async resumed({ userId, caseId }: DebtorRow): Promise<void> {
    await this.notifications.tell(
      { userId, kind: 'billing', title: 'Your debt is paid', body: 'Your servers are coming back.', link: '/servers' },
      `debt-paid:${caseId}`,
    );
  }

  private async tell(row: DebtorRow, subject: string, what: string, onceKey: string): Promise<void> {
    const { userId, email, fullName } = row;
    const owed = formatMoney(-BigInt(row.balance), this.ledger.currency);
    await this.notifications.tell({ userId, kind: 'billing', title: subject, body: what, link: '/billing' }, onceKey);
    await this.mail.send(
      { userId, email },
      'debt-notice',
      { fullName, subject, amount: owed, what, link: `${this.config.env.PUBLIC_URL}/billing` },
      onceKey,
    );
  }
}
