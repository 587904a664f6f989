import { EntityManager, LockMode, UniqueConstraintViolationException } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { UpstreamBusy, UpstreamError, UpstreamMaintenance } from '@sky/integrations/upstream';
import { VirtFusion } from '@sky/integrations/virtfusion';
import { AuditLog } from '@api/audit';
import { ConflictError, Jobs, UnavailableError } from '@api/platform';
import { ServerFinder } from '../reading/server-finder';
import { Timeline } from '../timeline/timeline';
import { type PowerAction, ServerAction } from './server-action.entity';

/** The customer waits for the acceptance, not for the work. */
const TIMEOUT_MS = 8_000;
/** Later than any answer: an action without one is looked at then. */
const WATCH_AFTER_SECONDS = 15;

/** Power. One action at a time; VirtFusion is asked at once, because the customer must know whether it accepted. */
@Injectable()
export class PowerService {
  constructor(
    private readonly em: EntityManager,
    private readonly virtfusion: VirtFusion,
    private readonly servers: ServerFinder,
    private readonly timeline: Timeline,
    private readonly jobs: Jobs,
    private readonly audit: AuditLog,
  ) {}

  /** Sends an action. Refusals: `not_ready`, `server_busy`, `hypervisor_maintenance`, `virtfusion_unavailable`. */
  async power(userId: number, serverId: number, kind: PowerAction): Promise<ServerAction> {
    const server = await this.servers.ready(userId, serverId);
    const action = await this.open(ServerAction.request(server.id, userId, kind));
    try {
      const { queueId } = await this.virtfusion.forGroup(server.groupId).within(TIMEOUT_MS).power(server.upstreamId, kind);
      return await this.follow(server, action, held => held.accepted(queueId));
    } catch (error) {
      if (!(error instanceof UpstreamError)) throw error;
      if (error.outcome === 'unknown') return this.follow(server, action, held => held.doubt());
      await this.em.transactional(async () => {
        await this.change(action, held => held.finish('failed', error.reason));
        await this.record(action, { outcome: 'refused', reason: error.reason });
      });
      throw refusal(error);
    }
  }

  /** The watch begins with the request: a process that dies before the answer leaves an action that somebody looks after. */
  private async open(action: ServerAction): Promise<ServerAction> {
    try {
      await this.em.transactional(async em => {
        await em.persist(action).flush();
        await this.jobs.add('server.watch-action', { actionId: action.id }, { startAfterSeconds: WATCH_AFTER_SECONDS });
        await this.record(action);
      });
      return action;
    } catch (error) {
      if (!(error instanceof UniqueConstraintViolationException)) throw error;
      throw busy();
    }
  }

  private async follow(
    server: { id: number; userId: number },
    action: ServerAction,
    change: (held: ServerAction) => void,
  ): Promise<ServerAction> {
    await this.em.transactional(async () => {
      await this.change(action, change);
      await this.timeline.begin(server, action.kind);
      await this.jobs.add('server.watch-action', { actionId: action.id });
    });
    return action;
  }

  private record(
    { id, serverId, userId, kind }: ServerAction,
    { outcome = 'done', reason }: { readonly outcome?: 'done' | 'refused'; readonly reason?: string } = {},
  ): Promise<void> {
    return this.audit.record({
      action: 'server.power',
      outcome,
      userId,
      target: { kind: 'server', id: serverId },
      details: { kind, actionId: id, reason },
    });
  }

  /** Changes the stored action and the one in hand alike; part of the surrounding transaction. */
  private async change(action: ServerAction, change: (held: ServerAction) => void): Promise<void> {
    const held = await this.em.findOneOrFail(ServerAction, { id: action.id }, { lockMode: LockMode.PESSIMISTIC_WRITE });
    change(held);
    change(action);
    await this.em.flush();
  }
}

function busy(): ConflictError {
  return new ConflictError('server_busy', 'This server is busy with something else. Wait until it is done.');
}

/** What a definite no of VirtFusion means for the customer. */
function refusal(error: UpstreamError): ConflictError | UnavailableError {
  if (error instanceof UpstreamBusy) return busy();
  if (error instanceof UpstreamMaintenance)
    return new UnavailableError('hypervisor_maintenance', 'The hypervisor of this server is in maintenance. Try again later.');
  if (error.isPassing)
    return new UnavailableError(
      'virtfusion_unavailable',
      'The platform does not answer at the moment. Nothing was done; try again in a minute.',
    );
  return new ConflictError('refused_by_virtfusion', `The platform refused this: ${error.reason}`);
}
