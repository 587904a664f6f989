import { z } from 'zod';

import { UpstreamHttp, type UpstreamReply } from '../http';
import { UpstreamMaintenance, UpstreamNotFound } from '../upstream';
import { hypervisorGroupReply, hypervisorResourcesReply, packageReply, templateFamilyReply } from './catalogue-replies';
import { dataOf, pageOf } from './fields';
import { everyRow } from './every-row';
import { creditBody, orderBody } from './requests';
import { virtFusionRefusal } from './refusal';
import type { PowerAction, ServerBuild, ServerOrder, ServerRow } from './server';
import { builtServerReply, serverReply, serverRowReply, userServerReply } from './server-replies';
import type { CreditBooking, HourlyReading, NewSshKey, NewVirtFusionUser, VirtFusionUserChange } from './user';
import { createdReply, hourlyStatsReply, loginTokensReply, panelPasswordReply, userReply } from './user-replies';
import { VirtFusion } from './virtfusion';
import { passwordResetReply, queuedReply, queueItemReply, trafficReply } from './work-replies';

export interface VirtFusionClientOptions {
  /** The panel's address, with or without `/api/v1`. */
  readonly url: string;
  readonly token: string;
  readonly timeoutMs?: number;
}

type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';

interface Content {
  readonly query?: Readonly<Record<string, string | number | undefined>>;
  /** Sent as JSON; a text is sent as it is. */
  readonly body?: unknown;
}

/** The most VirtFusion gives on one page. */
const ROWS_PER_PAGE = 200;

/** VirtFusion's Global API over HTTP. */
export class VirtFusionHttpClient extends VirtFusion {
  private readonly http: UpstreamHttp;
  /** Without the API's path; sign-in addresses begin with it. */
  private readonly panelUrl: string;

  constructor(private readonly options: VirtFusionClientOptions) {
    super();
    this.panelUrl = options.url.replace(/\/+$/, '').replace(/\/api\/v1$/, '');
    const baseUrl = `${this.panelUrl}/api/v1`;
    this.http = new UpstreamHttp({ system: 'VirtFusion', baseUrl, timeoutMs: options.timeoutMs, secrets: [options.token] });
  }

  within(timeoutMs: number): VirtFusion {
    return new VirtFusionHttpClient({ ...this.options, timeoutMs });
  }

  async connect(): Promise<void> {
    // The documented answer is an empty list; what is not even JSON does not come from a panel.
    (await this.send('GET', '/connect')).believe(z.union([z.array(z.unknown()), z.record(z.string(), z.unknown())]));
  }

  packages() {
    return this.data('GET', '/packages', z.array(packageReply));
  }

  package(packageId: number) {
    return this.data('GET', `/packages/${packageId}`, packageReply);
  }

  hypervisorGroups() {
    return everyRow(this.allRows('/compute/hypervisors/groups', hypervisorGroupReply));
  }

  groupResources(groupId: number) {
    return everyRow(this.allRows(`/compute/hypervisors/groups/${groupId}/resources`, hypervisorResourcesReply));
  }

  templatesForPackage(packageId: number) {
    return this.data('GET', `/media/templates/fromServerPackageSpec/${packageId}`, z.array(templateFamilyReply));
  }

  createUser(user: NewVirtFusionUser) {
    return this.data('POST', '/users', userReply, { body: { sendMail: false, ...user } });
  }

  async userByExtRelation(extRelationId: number) {
    try {
      return await this.data('GET', `/users/${extRelationId}/byExtRelation`, userReply);
    } catch (error) {
      if (error instanceof UpstreamNotFound) return null;
      throw error;
    }
  }

  async updateUser(extRelationId: number, change: VirtFusionUserChange): Promise<void> {
    await this.send('PUT', `/users/${extRelationId}/byExtRelation`, { body: change });
  }

  async deleteUser(extRelationId: number): Promise<void> {
    try {
      await this.send('DELETE', `/users/${extRelationId}/byExtRelation`);
    } catch (error) {
      if (!(error instanceof UpstreamNotFound)) throw error;
    }
  }

  resetUserPassword(extRelationId: number) {
    return this.data('POST', `/users/${extRelationId}/byExtRelation/resetPassword`, panelPasswordReply);
  }

  async signUserIn(extRelationId: number) {
    const { path, expiresAt } = await this.data('POST', `/users/${extRelationId}/authenticationTokens`, loginTokensReply);
    return { url: this.panelUrl + path, expiresAt };
  }

  serversOfUser(userId: number) {
    return this.data('GET', `/servers/user/${userId}`, z.array(userServerReply));
  }

  listServers(page: number, perPage = ROWS_PER_PAGE) {
    return this.pageOfRows('/servers', serverRowReply, page, perPage);
  }

  allServers(): AsyncIterable<ServerRow> {
    return this.allRows('/servers', serverRowReply);
  }

  server(serverId: number, { remoteState = false }: { remoteState?: boolean } = {}) {
    return this.data('GET', `/servers/${serverId}`, serverReply, { query: { remoteState: remoteState ? 'true' : undefined } });
  }

  createServer(order: ServerOrder) {
    return this.data('POST', '/servers', serverReply, { body: orderBody(order) });
  }

  async tryOrder(order: ServerOrder): Promise<void> {
    await this.send('POST', '/servers', { query: { dryRun: 'true' }, body: orderBody(order) });
  }

  buildServer(serverId: number, build: ServerBuild) {
    return this.data('POST', `/servers/${serverId}/build`, builtServerReply, { body: build });
  }

  power(serverId: number, action: PowerAction) {
    return this.data('POST', `/servers/${serverId}/power/${action}`, queuedReply);
  }

  queueItem(queueId: number) {
    return this.data('GET', `/queue/${queueId}`, queueItemReply);
  }

  async suspend(serverId: number): Promise<void> {
    await this.send('POST', `/servers/${serverId}/suspend`);
  }

  async unsuspend(serverId: number): Promise<void> {
    await this.send('POST', `/servers/${serverId}/unsuspend`);
  }

  async deleteServer(serverId: number, { delayMinutes = 0 }: { delayMinutes?: number } = {}): Promise<void> {
    await this.send('DELETE', `/servers/${serverId}`, { query: { delay: delayMinutes } });
  }

  resetServerPassword(serverId: number, user: 'root' | 'Administrator') {
    const body = { user, sendMail: false };
    return this.data('POST', `/servers/${serverId}/resetPassword`, passwordResetReply, { body });
  }

  addSshKey(key: NewSshKey) {
    return this.data('POST', '/ssh_keys', createdReply, { body: key });
  }

  traffic(serverId: number) {
    return this.data('GET', `/servers/${serverId}/traffic`, trafficReply);
  }

  addCredit(extRelationId: number, booking: CreditBooking) {
    const body = creditBody(booking);
    return this.data('POST', `/selfService/credit/byUserExtRelationId/${extRelationId}`, createdReply, { body });
  }

  async removeCredit(creditId: number): Promise<void> {
    await this.send('DELETE', `/selfService/credit/${creditId}`);
  }

  hourlyStats(extRelationId: number) {
    return this.data('GET', `/selfService/hourlyStats/byUserExtRelationId/${extRelationId}`, hourlyStatsReply);
  }

  async readHourlyStats(extRelationId: number, day: string): Promise<HourlyReading> {
    const path = `/selfService/hourlyStats/byUserExtRelationId/${extRelationId}`;
    const reply = await this.send('GET', path, { query: { 'period[]': day } });
    const read = dataOf(hourlyStatsReply).safeParse(reply.json);
    return { answer: reply.text, stats: read.success ? read.data : null };
  }

  private async *allRows<Row>(path: string, row: z.ZodType<Row>): AsyncGenerator<Row> {
    for (let page = 1, lastPage = 1; page <= lastPage; page++) {
      const found = await this.pageOfRows(path, row, page, ROWS_PER_PAGE);
      yield* found.rows;
      lastPage = found.lastPage;
    }
  }

  private async pageOfRows<Row>(path: string, row: z.ZodType<Row>, page: number, results: number) {
    return (await this.send('GET', path, { query: { results, page } })).believe(pageOf(row));
  }

  private async data<Parsed>(method: Method, path: string, schema: z.ZodType<Parsed>, content?: Content): Promise<Parsed> {
    return (await this.send(method, path, content)).believe(dataOf(schema));
  }

  private async send(method: Method, path: string, { query, body }: Content = {}): Promise<UpstreamReply> {
    const reply = await this.http.exchange({
      method,
      path,
      query,
      headers: {
        authorization: `Bearer ${this.options.token}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      body: body === undefined || typeof body === 'string' ? body : JSON.stringify(body),
    });
    // Many answers are empty, but a web page never is one of VirtFusion's: something else listens at this address.
    if (reply.isSuccess && reply.json === undefined && reply.text.trim() !== '') throw reply.unknown('the answer is not JSON');
    if (reply.isSuccess) return reply;
    // Documented for power actions; a gateway's own 503 has no JSON and leaves open what happened.
    if (reply.status === 503 && path.includes('/power/') && reply.json !== undefined) {
      throw new UpstreamMaintenance(reply.failure({ reason: 'the hypervisor is in maintenance' }));
    }
    throw virtFusionRefusal(reply);
  }
}
