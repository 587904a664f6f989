import { z } from 'zod';

import { AccountCalls } from './account-calls';
import type { CallArguments } from './call';
import { hypervisorGroupReply, hypervisorResourcesReply, packageReply, templateFamilyReply } from './catalogue-replies';
import { ServerChangesClient } from './changes/server-changes-client';
import { everyRow } from './every-row';
import { InfrastructureClient } from './infrastructure/infrastructure-client';
import { ServerNetworkClient } from './network/server-network-client';
import type { Operation } from './operations';
import { orderBody } from './requests';
import { SelfServiceClient } from './self-service/self-service-client';
import type { PowerAction, ServerBuild, ServerOrder, ServerRow, VirtFusionServer } from './server';
import { builtServerReply, serverReply, serverRowReply } from './server-replies';
import { Transport, type VirtFusionClientOptions } from './transport';
import type { VirtFusion } from './virtfusion';
import { accessOf, vncReply } from './vnc-replies';
import { passwordResetReply, queuedReply, queueItemReply, trafficReply } from './work-replies';

/** The most VirtFusion gives on one page. */
const ROWS_PER_PAGE = 200;
/** The documented answer is an empty list; what is not even JSON does not come from a panel. */
const connectReply = z.union([z.array(z.unknown()), z.record(z.string(), z.unknown())]);

/** VirtFusion's Global API over HTTP. */
export class VirtFusionHttpClient extends AccountCalls {
  readonly changes: ServerChangesClient;
  readonly network: ServerNetworkClient;
  readonly infrastructure: InfrastructureClient;
  readonly selfService: SelfServiceClient;

  constructor(
    private readonly options: VirtFusionClientOptions,
    api = new Transport(options),
  ) {
    super(api);
    this.changes = new ServerChangesClient(api);
    this.network = new ServerNetworkClient(api);
    this.infrastructure = new InfrastructureClient(api);
    this.selfService = new SelfServiceClient(api);
  }

  within(timeoutMs: number): VirtFusion {
    return new VirtFusionHttpClient(this.options, this.api.within(timeoutMs));
  }

  forGroup(groupId: number | null): VirtFusion {
    return new VirtFusionHttpClient(this.options, this.api.forGroup(groupId));
  }

  circuits() {
    return this.api.guard.circuits();
  }

  rateLimit() {
    return this.api.guard.rate();
  }

  async request<One extends Operation>(operation: One, ...[call]: CallArguments<One>): Promise<unknown> {
    return (await this.api.reply(operation, call)).json ?? null;
  }

  async connect(): Promise<void> {
    await this.api.whole('GET /connect', connectReply);
  }

  packages() {
    return this.api.data('GET /packages', z.array(packageReply));
  }

  package(packageId: number) {
    return this.api.data('GET /packages/{packageId}', packageReply, { params: { packageId } });
  }

  hypervisorGroups() {
    return everyRow(this.api.rows('GET /compute/hypervisors/groups', hypervisorGroupReply));
  }

  groupResources(hypervisorGroupId: number) {
    const operation = 'GET /compute/hypervisors/groups/{hypervisorGroupId}/resources';
    return everyRow(this.api.rows(operation, hypervisorResourcesReply, { params: { hypervisorGroupId } }));
  }

  templatesForPackage(serverPackageId: number) {
    const operation = 'GET /media/templates/fromServerPackageSpec/{serverPackageId}';
    return this.api.data(operation, z.array(templateFamilyReply), { params: { serverPackageId } });
  }

  templatesForServer(serverId: number) {
    return this.api.data('GET /servers/{serverId}/templates', z.array(templateFamilyReply), { params: { serverId } });
  }

  listServers(page: number, perPage = ROWS_PER_PAGE) {
    return this.api.page('GET /servers', serverRowReply, page, perPage);
  }

  allServers(): AsyncIterable<ServerRow> {
    return this.api.rows('GET /servers', serverRowReply);
  }

  allServersInFull(): AsyncIterable<VirtFusionServer> {
    return this.api.rows('GET /servers', serverReply, { query: { type: 'full' } });
  }

  server(serverId: number, { remoteState = false }: { remoteState?: boolean } = {}) {
    const query = { remoteState: remoteState ? 'true' : undefined };
    return this.api.data('GET /servers/{serverId}', serverReply, { params: { serverId }, query });
  }

  createServer(order: ServerOrder) {
    return this.api.data('POST /servers', serverReply, { body: orderBody(order) });
  }

  tryOrder(order: ServerOrder): Promise<void> {
    return this.api.carryOut('POST /servers', { query: { dryRun: 'true' }, body: orderBody(order) });
  }

  buildServer(serverId: number, build: ServerBuild) {
    return this.api.data('POST /servers/{serverId}/build', builtServerReply, { params: { serverId }, body: build });
  }

  power(serverId: number, action: PowerAction) {
    return this.api.data(`POST /servers/{serverId}/power/${action}`, queuedReply, { params: { serverId } });
  }

  queueItem(queueId: number) {
    return this.api.data('GET /queue/{queueId}', queueItemReply, { params: { queueId } });
  }

  suspend(serverId: number): Promise<void> {
    return this.api.carryOut('POST /servers/{serverId}/suspend', { params: { serverId } });
  }

  unsuspend(serverId: number): Promise<void> {
    return this.api.carryOut('POST /servers/{serverId}/unsuspend', { params: { serverId } });
  }

  deleteServer(serverId: number, { delayMinutes = 0 }: { delayMinutes?: number } = {}): Promise<void> {
    return this.api.carryOut('DELETE /servers/{serverId}', { params: { serverId }, query: { delay: delayMinutes } });
  }

  resetServerPassword(serverId: number, user: 'root' | 'Administrator') {
    const call = { params: { serverId }, body: { user, sendMail: false } };
    return this.api.data('POST /servers/{serverId}/resetPassword', passwordResetReply, call);
  }

  async vnc(serverId: number) {
    return accessOf(await this.api.data('GET /servers/{serverId}/vnc', vncReply, { params: { serverId } }), this.api.panelUrl);
  }

  async setVnc(serverId: number, enabled: boolean) {
    const call = { params: { serverId }, body: { action: enabled ? 'enable' : 'disable' } };
    return accessOf(await this.api.data('POST /servers/{serverId}/vnc', vncReply, call), this.api.panelUrl);
  }

  traffic(serverId: number) {
    return this.api.data('GET /servers/{serverId}/traffic', trafficReply, { params: { serverId } });
  }
}
