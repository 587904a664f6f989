import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { UpstreamError } from '@sky/integrations/upstream';
import { VirtFusion, type VirtFusionUser } from '@sky/integrations/virtfusion';
import { User } from '@api/auth';
import { LiveHub } from '@api/platform';
import { VirtfusionLink } from './virtfusion-link.entity';

/** Makes sure that a confirmed customer exists in VirtFusion, and adopts the user that is already there. */
@Injectable()
export class LinkService {
  constructor(
    private readonly em: EntityManager,
    private readonly virtfusion: VirtFusion,
    private readonly live: LiveHub,
  ) {}

  /** Links a person; safe to repeat. Throws what kept it from happening, so that the queue tries again; a plain no does not throw. */
  async ensure(userId: number): Promise<void> {
    const em = this.em.fork();
    const user = await em.findOne(User, { id: userId });
    if (!user?.isVerified) return;
    const link = (await em.findOne(VirtfusionLink, { userId })) ?? VirtfusionLink.pending(userId);
    if (link.state === 'linked') return;
    await em.persist(link).flush();
    try {
      link.link((await this.findOrCreate(user)).id);
    } catch (error) {
      if (!(error instanceof UpstreamError)) throw error;
      const isRefused = error.outcome === 'refused' && (error.status === 409 || error.status === 422);
      if (isRefused) link.fail(`VirtFusion refused the account: ${error.reason}`);
      else link.delay('VirtFusion does not answer; we keep trying.');
      if (!isRefused) throw error;
    } finally {
      await em.flush();
      await this.live.publish({ type: 'user', userId, data: {} });
    }
  }

  /** Carries a changed name over. */
  async carryOver(userId: number): Promise<void> {
    const em = this.em.fork();
    const link = await em.findOne(VirtfusionLink, { userId, state: 'linked' });
    if (!link) return;
    const { fullName, email } = await em.findOneOrFail(User, { id: userId });
    await this.virtfusion.updateUser(userId, { name: fullName, email });
  }

  /** VirtFusion's id of a linked person, or null. */
  async virtfusionUserId(userId: number): Promise<number | null> {
    const link = await this.em.fork().findOne(VirtfusionLink, { userId, state: 'linked' });
    return link?.virtfusionUserId ?? null;
  }

  /** A creation whose answer was lost shows as an existing relation on the next try, so asking first never makes a second user. */
  private async findOrCreate({ id, fullName, email }: User): Promise<VirtFusionUser> {
    const existing = await this.virtfusion.userByExtRelation(id);
    if (existing) return existing;
    try {
      return await this.virtfusion.createUser({ name: fullName, email, extRelationId: id, selfService: 0 });
    } catch (error) {
      const adopted =
        error instanceof UpstreamError && error.outcome === 'refused' ? await this.virtfusion.userByExtRelation(id) : null;
      if (adopted) return adopted;
      throw error;
    }
  }
}
