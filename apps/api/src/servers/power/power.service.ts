import { EntityManager, UniqueConstraintViolationException } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { UpstreamBusy, UpstreamError, UpstreamMaintenance } from '@sky/integrations/upstream';
import { VirtFusion } from '@sky/integrations/virtfusion';
import { ConflictError, Jobs, UnavailableError } from '@api/platform';
import { ServerFinder } from '../reading/server-finder';
import { Timeline } from '../timeline/timeline';
import { type PowerAction, ServerAction } from './server-action.entity';

/** The customer waits for the acceptance, not for the work. */
const TIMEOUT_MS = 8_000;

/** Power. One action at a time; VirtFusion is asked at once, because the customer must know whether it accepted. */
@Injectable()
export class PowerService {
  constructor(
    private readonly em: EntityManager,
    private readonly virtfusion: VirtFusion,
    private readonly servers: ServerFinder,
    private readonly timeline: Timeline,
    private readonly jobs: Jobs,
  ) {}

  /** Sends an action. Refusals: `not_ready`, `server_busy`, `hypervisor_maintenance`, `virtfusion_unavailable`. */
  async power(userId: number, serverId: number, kind: PowerAction): Promise<ServerAction> {
    const server = await this.servers.ready(userId, serverId);
    const action = await this.open(ServerAction.request(server.id, userId, kind));
    try {
      const { queueId } = await this.virtfusion.within(TIMEOUT_MS).power(server.upstreamId, kind);
      await this.close(action, held => held.accepted(queueId));
      await this.timeline.begin(server, kind);
    } catch (error) {
      if (!(error instanceof UpstreamError)) throw error;
      if (error.outcome !== 'unknown') {
        await this.close(action, held => held.finish('failed', error.reason));
        throw refusal(error);
      }
      await this.close(action, held => held.doubt());
      await this.timeline.begin(server, kind);
    }
    await this.jobs.add('server.watch-action', { actionId: action.id });
    return action;
  }

  private async open(action: ServerAction): Promise<ServerAction> {
    try {
      await this.em.fork().persist(action).flush();
      return action;
    } catch (error) {
      if (!(error instanceof UniqueConstraintViolationException)) throw error;
      throw busy();
    }
  }

  private async close(action: ServerAction, change: (held: ServerAction) => void): Promise<void> {
    await this.em.transactional(async em => {
      const held = await em.findOneOrFail(ServerAction, { id: action.id });
      change(held);
      change(action);
    });
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
  if (error.outcome === 'not_sent')
    return new UnavailableError(
      'virtfusion_unavailable',
      'The platform does not answer at the moment. Nothing was done; try again in a minute.',
    );
  return new ConflictError('refused_by_virtfusion', `The platform refused this: ${error.reason}`);
}
