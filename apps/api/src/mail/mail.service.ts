import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { Jobs, SealedBox, SealedColumns } from '@api/platform';
import { SettingsService } from '@api/settings';
import { type MailTemplate, type MailTemplates, writeMail } from './templates';

/** What the first release sealed every body for. */
export const FIRST_BODY_PURPOSE = 'mail body';

/** What a mail's body is sealed for: the row, by its key. */
export function bodyPurpose(onceKey: string | number): string {
  return `mail_messages.sealed_body ${onceKey}`;
}

declare module '@api/platform/jobs/topics' {
  interface JobTopics {
    'mail.send': { mailId: number };
  }
}

export interface Addressee {
  readonly userId: number | null;
  readonly email: string;
}

/** Writes mail into the outbox; it leaves by job once the surrounding transaction has committed. */
@Injectable()
export class MailService {
  constructor(
    private readonly em: EntityManager,
    private readonly jobs: Jobs,
    private readonly sealedBox: SealedBox,
    private readonly settings: SettingsService,
    sealedColumns: SealedColumns,
  ) {
    sealedColumns.register({
      table: 'mail_messages',
      id: 'id',
      column: 'sealed_body',
      boundTo: 'once_key',
      purpose: bodyPurpose,
      firstPurpose: FIRST_BODY_PURPOSE,
    });
  }

  /** Sends a mail once for each `onceKey`; a second call with the same key does nothing. */
  async send<Template extends MailTemplate>(
    to: Addressee,
    template: Template,
    values: MailTemplates[Template],
    onceKey: string,
  ): Promise<void> {
    const { subject, ...body } = writeMail(template, values, this.settings.get('company.name'));
    await this.em.transactional(async em => {
      const [row] = await em.execute<{ id: number }[]>(
        `insert into mail_messages (once_key, template, user_id, recipient, subject, sealed_body, state, created_at)
         values (?, ?, ?, ?, ?, ?, 'queued', now()) on conflict (once_key) do nothing returning id`,
        [onceKey, template, to.userId, to.email, subject, this.sealedBox.seal(JSON.stringify(body), bodyPurpose(onceKey))],
      );
      if (row) await this.jobs.add('mail.send', { mailId: row.id });
    });
  }
}
