import { everyRow } from '../every-row';
import type { Transport } from '../transport';
import type { Hypervisor, Infrastructure, IpBlock } from './infrastructure';
import { hypervisorReply, ipBlockReply } from './infrastructure-replies';

/** Hypervisors and blocks of addresses over HTTP. */
export class InfrastructureClient implements Infrastructure {
  constructor(private readonly api: Transport) {}

  hypervisors(): Promise<Hypervisor[]> {
    return everyRow(this.api.rows('GET /compute/hypervisors', hypervisorReply));
  }

  ipBlocks(): Promise<IpBlock[]> {
    return everyRow(this.api.rows('GET /connectivity/ipblocks', ipBlockReply));
  }
}
