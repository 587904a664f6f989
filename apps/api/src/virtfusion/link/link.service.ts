import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { UpstreamError } from '@sky/integrations/upstream';
import { VirtFusion, type VirtFusionUser } from '@sky/integrations/virtfusion';
import { AuditLog } from '@api/audit';
import { User } from '@api/auth';
import { LiveHub, RefusedError, UnavailableError } from '@api/platform';
import { VirtfusionLink } from './virtfusion-link.entity';

const REHEARSAL_WAIT_MS = 8_000;

/** What linking a person would do: make a user, adopt the one that is there, or wait until the address is confirmed. */
export interface LinkRehearsal {
  readonly would: 'create' | 'adopt' | 'wait';
  readonly name: string;
  readonly email: string;
  readonly existing: VirtFusionUser | null;
}

/** Makes sure that a confirmed customer exists in VirtFusion, and adopts the user that is already there. */
@Injectable()
export class LinkService {
  constructor(
    private readonly em: EntityManager,
    private readonly virtfusion: VirtFusion,
    private readonly live: LiveHub,
    private readonly audit: AuditLog,
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
      await this.record(link);
      await this.live.publish({ type: 'user', userId, data: {} });
    }
  }

  /** Carries name, address and standing over; VirtFusion keeps a suspended person out of its own panel as well. */
  async carryOver(userId: number): Promise<void> {
    const em = this.em.fork();
    const link = await em.findOne(VirtfusionLink, { userId, state: 'linked' });
    if (!link) return;
    const { fullName, email, state } = await em.findOneOrFail(User, { id: userId });
    try {
      await this.virtfusion.updateUser(userId, { name: fullName, email, enabled: state === 'active' });
      link.carriedOver();
    } catch (error) {
      if (!(error instanceof UpstreamError)) throw error;
      const isRefused = error.outcome === 'refused' && !error.isPassing;
      link.lagBehind(
        isRefused ? `VirtFusion refused the change: ${error.reason}` : 'VirtFusion does not answer; we keep trying.',
      );
      if (!isRefused) throw error;
    } finally {
      await em.flush();
      await this.live.publish({ type: 'user', userId, data: {} });
    }
  }

  /** Links a person to a VirtFusion user that exists; refused unless that user carries the person's id and nobody else is linked to it. */
  async adopt(userId: number): Promise<void> {
    const em = this.em.fork();
    const existing = await this.virtfusion.userByExtRelation(userId);
    if (!existing)
      throw new RefusedError(
        'virtfusion_user_not_found',
        `No VirtFusion user has the external relation id ${userId}. Set it there first, or let a new user be made.`,
      );
    const link = (await em.findOne(VirtfusionLink, { userId })) ?? VirtfusionLink.pending(userId);
    link.link(existing.id);
    await em.persist(link).flush();
    await this.record(link);
    await this.live.publish({ type: 'user', userId, data: {} });
  }

  /** Forgets the link; the VirtFusion user stays. Refused while the person has servers, which could then not be controlled. */
  async unlink(userId: number): Promise<void> {
    await this.em.transactional(async em => {
      const [row] = await em.execute<{ count: number }[]>(
        'select count(*)::int as count from servers where user_id = ? and deleted_at is null',
        [userId],
      );
      if (row && row.count > 0)
        throw new RefusedError('servers_exist', 'This person has servers; without the link nobody could control them.');
      await em.nativeDelete(VirtfusionLink, { userId });
      await this.audit.record({ action: 'virtfusion.unlinked', userId, target: { kind: 'user', id: userId } });
      await this.live.publish({ type: 'user', userId, data: {} });
    });
  }

  /** Deletes the VirtFusion user of an account that is gone, and the link. */
  async erase(userId: number): Promise<void> {
    const em = this.em.fork();
    const link = await em.findOne(VirtfusionLink, { userId });
    if (link?.state === 'linked') await this.virtfusion.deleteUser(userId);
    await em.nativeDelete(VirtfusionLink, { userId });
  }

  /** Says what linking the person would do, without doing it. */
  async rehearse(userId: number): Promise<LinkRehearsal> {
    const user = await this.em.fork().findOneOrFail(User, { id: userId });
    try {
      const existing = await this.virtfusion.within(REHEARSAL_WAIT_MS).userByExtRelation(userId);
      const would = !user.isVerified ? 'wait' : existing ? 'adopt' : 'create';
      return { would, name: user.fullName, email: user.email, existing };
    } catch (error) {
      if (!(error instanceof UpstreamError)) throw error;
      throw new UnavailableError('virtfusion_unavailable', `VirtFusion does not answer as it should: ${error.reason}`);
    }
  }

  /** VirtFusion's id of a linked person, or null. */
  async virtfusionUserId(userId: number): Promise<number | null> {
    const link = await this.em.fork().findOne(VirtfusionLink, { userId, state: 'linked' });
    return link?.virtfusionUserId ?? null;
  }

  /** Writes down how linking ended; while VirtFusion does not answer it has not. */
  private async record({ state, userId, virtfusionUserId, ...link }: VirtfusionLink): Promise<void> {
    if (state !== 'linked' && state !== 'failed') return;
    await this.audit.record({
      action: state === 'linked' ? 'virtfusion.linked' : 'virtfusion.link-failed',
      outcome: state === 'linked' ? 'done' : 'refused',
      userId,
      target: { kind: 'user', id: userId },
      details: { virtfusionUserId, problem: link.lastError },
    });
  }

  /** A creation whose answer was lost shows as an existing relation on the next try, so asking first never makes a second user. */
  private async findOrCreate({ id, fullName, email }: User): Promise<VirtFusionUser> {
    const existing = await this.virtfusion.userByExtRelation(id);
    if (existing) return existing;
    try {
      return await this.virtfusion.createUser({
        name: fullName,
        email,
        extRelationId: id,
        selfService: 0,
        selfServiceHourlyCredit: true,
      });
    } catch (error) {
      const adopted =
        error instanceof UpstreamError && error.outcome === 'refused' ? await this.virtfusion.userByExtRelation(id) : null;
      if (adopted) return adopted;
      throw error;
    }
  }
}
