import type { Transport } from '../transport';
import { addressesReply, firewallReply, trafficBlocksReply } from './network-replies';
import type { Firewall, InterfaceName, ServerNetwork, TrafficBlocks } from './server-network';

/** A server's network over HTTP. */
export class ServerNetworkClient implements ServerNetwork {
  constructor(private readonly api: Transport) {}

  addIpv4(serverId: number, card: InterfaceName, quantity: number): Promise<string[]> {
    const call = { params: { serverId }, body: { interface: card, quantity } };
    return this.api.data('POST /servers/{serverId}/ipv4Qty', addressesReply, call);
  }

  removeIpv4(serverId: number, card: InterfaceName, ip: readonly string[]): Promise<void> {
    return this.api.carryOut('DELETE /servers/{serverId}/ipv4', { params: { serverId }, body: { interface: card, ip } });
  }

  allow(serverId: number, card: InterfaceName, ip: string, cidr: number): Promise<void> {
    const call = { params: { serverId }, body: { interface: card, ip, cidr } };
    return this.api.carryOut('POST /servers/{serverId}/networkWhitelist', call);
  }

  disallow(serverId: number, card: InterfaceName, ip: string): Promise<void> {
    const call = { params: { serverId }, body: { interface: card, ip } };
    return this.api.carryOut('DELETE /servers/{serverId}/networkWhitelist', call);
  }

  firewall(serverId: number, card: InterfaceName): Promise<Firewall> {
    const params = { serverId, interface: card };
    return this.api.data('GET /servers/{serverId}/firewall/{interface}', firewallReply, { params });
  }

  switchFirewall(serverId: number, card: InterfaceName, isOn: boolean): Promise<void> {
    const params = { serverId, interface: card };
    return isOn
      ? this.api.carryOut('POST /servers/{serverId}/firewall/{interface}/enable', { params })
      : this.api.carryOut('POST /servers/{serverId}/firewall/{interface}/disable', { params });
  }

  applyRulesets(serverId: number, card: InterfaceName, rulesets: readonly number[]): Promise<void> {
    const call = { params: { serverId, interface: card }, body: { rulesets } };
    return this.api.carryOut('POST /servers/{serverId}/firewall/{interface}/rules', call);
  }

  trafficBlocks(serverId: number): Promise<TrafficBlocks> {
    return this.api.data('GET /servers/{serverId}/traffic/blocks', trafficBlocksReply, { params: { serverId } });
  }

  addTrafficBlock(serverId: number, month: number, amount: number): Promise<void> {
    return this.api.carryOut('POST /servers/{serverId}/traffic/blocks', { params: { serverId }, body: { month, amount } });
  }

  removeTrafficBlock(serverId: number, blockId: number): Promise<void> {
    return this.api.carryOut('DELETE /servers/{serverId}/traffic/blocks/{blockId}', { params: { serverId, blockId } });
  }

  setReverseName(address: string, name: string | null): Promise<void> {
    return this.api.carryOut('PUT /connectivity/ipv4/rdns', { body: { address, ptr: name } });
  }
}
