import { MailMessageSchema } from './mail-message.entity';

export { MailModule } from './mail.module';
export { type Addressee, MailService } from './mail.service';
export type { MailTemplate, MailTemplates } from './templates';

export const mailEntities = [MailMessageSchema];
