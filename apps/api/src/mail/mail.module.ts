import { Global, Module } from '@nestjs/common';
import { Smtp2go, Smtp2goHttpClient } from '@sky/integrations/smtp2go';
import { Config } from '@api/platform';
import { MailService } from './mail.service';
import { SendMailHandler } from './send-mail.handler';

/** Templates, outbox and delivery of mail. */
@Global()
@Module({
  providers: [
    MailService,
    SendMailHandler,
    {
      provide: Smtp2go,
      inject: [Config],
      useFactory: ({ env }: Config) => new Smtp2goHttpClient({ apiBase: env.SMTP2GO_API_BASE, apiKey: env.SMTP2GO_API_KEY }),
    },
  ],
  exports: [MailService],
})
export class MailModule {}
