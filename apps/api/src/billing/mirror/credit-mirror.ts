import { Injectable, Logger } from '@nestjs/common';
import { UpstreamError, UpstreamNotFound, UpstreamRefused } from '@sky/integrations/upstream';
import { VirtFusion } from '@sky/integrations/virtfusion';
import { isPlanted } from '@api/platform';
import { SettingsService } from '@api/settings';
import { foundBy, readHundredths, tokensText } from './mirror-step';
import { MirrorStore, type Push } from './mirror-store';

const REQUEST_TIMEOUT_MS = 8_000;
/** Bookings of one job; a lease ends after a minute. */
const AT_A_TIME = 20;

/**
 * Carries movements of credit over to VirtFusion, each once. VirtFusion knows no idempotency key, so its figure is read before
 * a booking; when an answer is lost the figure afterwards tells whether it was carried out, and nothing is repeated blindly.
 */
@Injectable()
export class CreditMirror {
  private readonly log = new Logger(CreditMirror.name);
  private readonly virtfusion: VirtFusion;

  constructor(
    private readonly store: MirrorStore,
    private readonly settings: SettingsService,
    virtfusion: VirtFusion,
  ) {
    this.virtfusion = virtfusion.within(REQUEST_TIMEOUT_MS);
  }

  /** Brings VirtFusion up to date with a customer's account, as far as it answers. */
  async follow(userId: number): Promise<void> {
    if (!this.settings.get('virtfusion.mirrorCredit')) return;
    for (let booked = 0; booked < AT_A_TIME; booked += 1) {
      const push = await this.store.next(userId);
      if (!push || !(await this.carryOut(push))) return;
    }
  }

  /** True when the next booking may follow at once. */
  private async carryOut(push: Push): Promise<boolean> {
    try {
      return push.state === 'unknown' ? await this.findOut(push) : await this.send(push);
    } catch (error) {
      if (!(error instanceof UpstreamError)) throw error;
      this.log.warn({ pushId: push.id, reason: error.message }, 'a credit is not mirrored yet');
      await this.store.postpone(push, error.message);
      return false;
    }
  }

  private async send(push: Push): Promise<boolean> {
    const before = await this.figure(push.userId);
    if (!(await this.store.sending(push.id, before))) return false;
    try {
      await this.store.confirm(push, await this.book(push), null);
      return true;
    } catch (error) {
      if (!(error instanceof UpstreamError)) throw error;
      if (error instanceof UpstreamRefused || error instanceof UpstreamNotFound) await this.store.review(push, error.message);
      else if (error.outcome === 'unknown') await this.store.postpone(push, error.message);
      else await this.later(push, error);
      return false;
    }
  }

  /** The credit's id at VirtFusion; null where one was removed, which is as good as gone when it is not there. */
  private async book(push: Push): Promise<number | null> {
    if (push.kind === 'cancellation' && push.creditId !== null) {
      await this.virtfusion.removeCredit(push.creditId).catch((error: unknown) => {
        if (!(error instanceof UpstreamNotFound)) throw error;
      });
      return null;
    }
    const booking = {
      tokens: tokensText(push.hundredths),
      reference1: BigInt(push.id),
      reference2: `skypanel:${push.kind}:${push.id}`,
    };
    return (await this.virtfusion.addCredit(push.userId, booking)).id;
  }

  private async later(push: Push, error: UpstreamError): Promise<void> {
    await this.store.notSent(push.id, error.message);
    await this.store.postpone(push, error.message);
  }

  private async findOut(push: Push): Promise<boolean> {
    const seen = foundBy(push.upstreamBefore, await this.figure(push.userId), push.hundredths);
    const found = isPlanted('plant.mirror-repeats-blindly') ? 'not-done' : seen;
    if (found === 'done')
      await this.store.confirm(push, null, 'The answer was lost; VirtFusion’s figure shows that it was carried out.');
    else if (found === 'not-done')
      await this.store.notSent(push.id, 'The answer was lost; VirtFusion’s figure shows that it was not carried out.');
    else await this.store.review(push, 'The answer was lost, and VirtFusion’s figure does not tell whether it was carried out.');
    return found !== 'unclear';
  }

  private async figure(userId: number): Promise<bigint | null> {
    const { creditTokens } = await this.virtfusion.hourlyStats(userId);
    return creditTokens === null ? null : readHundredths(creditTokens);
  }
}
