import { z } from 'zod';

import { UpstreamNotFound } from '../upstream';
import { dataOf } from './fields';
import { creditBody } from './requests';
import { userServerReply } from './server-replies';
import type { Transport } from './transport';
import type { CreditBooking, HourlyReading, NewSshKey, NewVirtFusionUser, VirtFusionUserChange } from './user';
import { createdReply, hourlyStatsReply, loginTokensReply, panelPasswordReply, sshKeyReply, userReply } from './user-replies';
import { VirtFusion } from './virtfusion';

/** The calls about users: their accounts, keys, servers and credit. */
export abstract class AccountCalls extends VirtFusion {
  constructor(protected readonly api: Transport) {
    super();
  }

  createUser(user: NewVirtFusionUser) {
    return this.api.data('POST /users', userReply, { body: { sendMail: false, ...user } });
  }

  async userByExtRelation(extRelationId: number) {
    try {
      return await this.api.data('GET /users/{extRelationId}/byExtRelation', userReply, { params: { extRelationId } });
    } catch (error) {
      if (error instanceof UpstreamNotFound) return null;
      throw error;
    }
  }

  updateUser(extRelationId: number, body: VirtFusionUserChange): Promise<void> {
    return this.api.carryOut('PUT /users/{extRelationId}/byExtRelation', { params: { extRelationId }, body });
  }

  async deleteUser(extRelationId: number): Promise<void> {
    try {
      await this.api.carryOut('DELETE /users/{extRelationId}/byExtRelation', { params: { extRelationId } });
    } catch (error) {
      if (!(error instanceof UpstreamNotFound)) throw error;
    }
  }

  resetUserPassword(extRelationId: number) {
    const operation = 'POST /users/{extRelationId}/byExtRelation/resetPassword';
    return this.api.data(operation, panelPasswordReply, { params: { extRelationId } });
  }

  async signUserIn(extRelationId: number) {
    const operation = 'POST /users/{extRelationId}/authenticationTokens';
    const { path, expiresAt } = await this.api.data(operation, loginTokensReply, { params: { extRelationId } });
    return { url: this.api.panelUrl + path, expiresAt };
  }

  async signUserInToServer(extRelationId: number, serverId: number) {
    const operation = 'POST /users/{extRelationId}/serverAuthenticationTokens/{serverId}';
    const { path, expiresAt } = await this.api.data(operation, loginTokensReply, { params: { extRelationId, serverId } });
    return { url: this.api.panelUrl + path, expiresAt };
  }

  serversOfUser(userId: number) {
    return this.api.data('GET /servers/user/{userId}', z.array(userServerReply), { params: { userId } });
  }

  addSshKey(key: NewSshKey) {
    return this.api.data('POST /ssh_keys', createdReply, { body: key });
  }

  sshKeysOfUser(userId: number) {
    return this.api.data('GET /ssh_keys/user/{userId}', z.array(sshKeyReply), { params: { userId } });
  }

  deleteSshKey(keyId: number): Promise<void> {
    return this.api.carryOut('DELETE /ssh_keys/{keyId}', { params: { keyId } });
  }

  addCredit(extRelationId: number, booking: CreditBooking) {
    const call = { params: { extRelationId }, body: creditBody(booking) };
    return this.api.data('POST /selfService/credit/byUserExtRelationId/{extRelationId}', createdReply, call);
  }

  removeCredit(creditId: number): Promise<void> {
    return this.api.carryOut('DELETE /selfService/credit/{creditId}', { params: { creditId } });
  }

  hourlyStats(extRelationId: number) {
    const operation = 'GET /selfService/hourlyStats/byUserExtRelationId/{extRelationId}';
    return this.api.data(operation, hourlyStatsReply, { params: { extRelationId } });
  }

  async readHourlyStats(extRelationId: number, day: string): Promise<HourlyReading> {
    const operation = 'GET /selfService/hourlyStats/byUserExtRelationId/{extRelationId}';
    const reply = await this.api.reply(operation, { params: { extRelationId }, query: { 'period[]': day } });
    const read = this.api.read(operation, reply, dataOf(hourlyStatsReply));
    return { answer: reply.text, stats: read.success ? read.data : null };
  }
}
