import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { UpstreamError } from '@sky/integrations/upstream';
import { type PanelPassword, type PanelSignIn, VirtFusion } from '@sky/integrations/virtfusion';
import { isStaff, mayChangeStaff, User } from '@api/auth';
import { ConflictError, ForbiddenError, NotFoundError, type Principal, RefusedError, UnavailableError } from '@api/platform';
import { LinkService } from '../link/link.service';

/** Somebody waits in front of the page. */
const LONGEST_WAIT_MS = 8_000;

/** The way into VirtFusion's own panel. Its passwords cannot be chosen, so people get a generated one or are signed in. */
@Injectable()
export class PanelAccess {
  constructor(
    private readonly em: EntityManager,
    private readonly virtfusion: VirtFusion,
    private readonly links: LinkService,
  ) {}

  /** Gives the person a new password for the panel. Not repeated by itself: each call makes another one. */
  newPassword(userId: number): Promise<PanelPassword> {
    return this.ask(userId, virtfusion => virtfusion.resetUserPassword(userId));
  }

  /** The same for staff: not found when there is no such person, forbidden for accounts that the caller may not change. */
  async newPasswordFor(userId: number, caller: Principal): Promise<PanelPassword> {
    const user = await this.em.fork().findOne(User, { id: userId });
    if (!user || user.state === 'deleted') throw new NotFoundError('user_not_found', 'There is no such user.');
    if (isStaff(user.role) && !mayChangeStaff(caller))
      throw new ForbiddenError('forbidden', 'Only who may change roles may change accounts of staff.');
    return this.newPassword(userId);
  }

  /** Makes an address that opens the panel as this person. */
  signIn(userId: number): Promise<PanelSignIn> {
    return this.ask(userId, virtfusion => virtfusion.signUserIn(userId));
  }

  private async ask<Answer>(userId: number, question: (virtfusion: VirtFusion) => Promise<Answer>): Promise<Answer> {
    if ((await this.links.virtfusionUserId(userId)) === null)
      throw new RefusedError('virtfusion_not_linked', 'This account is not set up on the platform yet.');
    try {
      return await question(this.virtfusion.within(LONGEST_WAIT_MS));
    } catch (error) {
      if (!(error instanceof UpstreamError)) throw error;
      if (error.outcome === 'refused' && !error.isPassing)
        throw new ConflictError('refused_by_virtfusion', `The platform refused this: ${error.reason}`);
      throw new UnavailableError('virtfusion_unavailable', 'The platform does not answer. Try again in a moment.');
    }
  }
}
