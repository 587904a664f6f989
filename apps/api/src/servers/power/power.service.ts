import { Injectable } from '@nestjs/common';
import { UpstreamError } from '@sky/integrations/upstream';
import { VirtFusion } from '@sky/integrations/virtfusion';
import { ServerFinder } from '../reading/server-finder';
import { ActionDesk } from './action-desk';
import { refusalOf } from './refusal';
import { type PowerAction, ServerAction } from './server-action.entity';

/** The customer waits for the acceptance, not for the work. */
const TIMEOUT_MS = 8_000;

/** Power. One action at a time; VirtFusion is asked at once, because the customer must know whether it accepted. */
@Injectable()
export class PowerService {
  constructor(
    private readonly virtfusion: VirtFusion,
    private readonly servers: ServerFinder,
    private readonly desk: ActionDesk,
  ) {}

  /** Sends an action. Refusals: `not_ready`, `server_busy`, `hypervisor_maintenance`, `virtfusion_unavailable`. */
  async power(userId: number, serverId: number, kind: PowerAction): Promise<ServerAction> {
    const server = await this.servers.readyToSwitch(userId, serverId);
    const record = { action: 'server.power', details: {} } as const;
    const action = await this.desk.open(server, ServerAction.request(server.id, userId, kind), record);
    try {
      const { queueId } = await this.virtfusion.forGroup(server.groupId).within(TIMEOUT_MS).power(server.upstreamId, kind);
      return await this.desk.follow(server, action, held => held.accepted(queueId));
    } catch (error) {
      if (!(error instanceof UpstreamError)) throw error;
      if (error.outcome === 'unknown') return this.desk.follow(server, action, held => held.doubt());
      await this.desk.refuse(server, action, error.reason, record);
      throw refusalOf(error);
    }
  }
}
