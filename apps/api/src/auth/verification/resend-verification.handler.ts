import { Injectable } from '@nestjs/common';
import { HandlesJob, type JobHandler, type JobTopics } from '@api/platform';
import { VerificationService } from './verification.service';

/** Somebody asked for another code. */
@Injectable()
@HandlesJob({ topic: 'auth.resend-verification', concurrency: 2 })
export class ResendVerificationHandler implements JobHandler<'auth.resend-verification'> {
  constructor(private readonly verification: VerificationService) {}

  handle({ email }: JobTopics['auth.resend-verification']): Promise<void> {
    return this.verification.sendAgain(email);
  }
}
