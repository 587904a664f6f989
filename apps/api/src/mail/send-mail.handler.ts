import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { UpstreamRefused } from '@sky/integrations/upstream';
import { Smtp2go } from '@sky/integrations/smtp2go';
import { z } from 'zod';
import { Config, type Delivery, HandlesJob, type JobHandler, type JobTopics, SealedBox } from '@api/platform';
import { MailMessage } from './mail-message.entity';
import { bodyPurpose, FIRST_BODY_PURPOSE } from './mail.service';

const bodySchema = z.object({ text: z.string(), html: z.string() });

/** Hands one mail of the outbox to the provider. */
@Injectable()
@HandlesJob({ topic: 'mail.send', concurrency: 2, retryLimit: 10 })
export class SendMailHandler implements JobHandler<'mail.send'> {
  constructor(
    private readonly em: EntityManager,
    private readonly config: Config,
    private readonly provider: Smtp2go,
    private readonly sealedBox: SealedBox,
  ) {}

  async handle({ mailId }: JobTopics['mail.send'], { isLast }: Delivery): Promise<void> {
    const em = this.em.fork();
    const mail = await em.findOne(MailMessage, { id: mailId });
    if (!mail || !mail.sealedBody || mail.state === 'sent' || mail.state === 'failed') return;
    if (!this.config.env.SMTP2GO_API_KEY) throw new Error('Mail is not configured: SMTP2GO_API_KEY is empty');
    const body = this.sealedBox.open(mail.sealedBody, bodyPurpose(mail.onceKey), FIRST_BODY_PURPOSE);
    const { text, html } = bodySchema.parse(JSON.parse(body));
    mail.attempts += 1;
    try {
      const { emailId } = await this.provider.send({
        from: this.config.env.SMTP_FROM,
        fromName: this.config.env.SMTP_FROM_NAME,
        to: mail.recipient,
        subject: mail.subject,
        text,
        html,
      });
      mail.markSent(emailId);
    } catch (error) {
      mail.lastError = error instanceof Error ? error.message : String(error);
      if (error instanceof UpstreamRefused) mail.markFailed(mail.lastError);
      else mail.state = isLast ? 'unknown' : 'queued';
      await em.flush();
      throw error;
    }
    await em.flush();
  }
}
