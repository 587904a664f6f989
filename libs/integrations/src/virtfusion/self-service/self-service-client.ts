import { z } from 'zod';

import type { Transport } from '../transport';
import { createdReply } from '../user-replies';
import type { ResourcePack, SelfService, SelfServiceCurrency, SelfServiceReport, SelfServiceUsage } from './self-service';
import { currencyReply, reportReply, resourcePackReply, usageReply } from './self-service-replies';

/** Self service over HTTP. */
export class SelfServiceClient implements SelfService {
  constructor(private readonly api: Transport) {}

  currencies(): Promise<SelfServiceCurrency[]> {
    return this.api.data('GET /selfService/currencies', z.array(currencyReply));
  }

  usage(extRelationId: number, days: readonly string[] = []): Promise<SelfServiceUsage> {
    const call = { params: { extRelationId }, query: { 'period[]': days.length > 0 ? days : undefined } };
    return this.api.data('GET /selfService/usage/byUserExtRelationId/{extRelationId}', usageReply, call);
  }

  report(extRelationId: number, monthsBack = 0): Promise<SelfServiceReport> {
    const call = { params: { extRelationId }, query: { period: monthsBack } };
    return this.api.data('GET /selfService/report/byUserExtRelationId/{extRelationId}', reportReply, call);
  }

  createPack(extRelationId: number, profileId: number, isEnabled = true): Promise<{ id: number }> {
    const call = { params: { extRelationId }, body: { packId: profileId, enabled: isEnabled } };
    return this.api.data('POST /selfService/resourcePack/byUserExtRelationId/{extRelationId}', createdReply, call);
  }

  pack(packId: number): Promise<ResourcePack> {
    return this.api.data('GET /selfService/resourcePack/{packId}', resourcePackReply, { params: { packId } });
  }

  switchPack(packId: number, enabled: boolean): Promise<void> {
    return this.api.carryOut('PUT /selfService/resourcePack/{packId}', { params: { packId }, body: { enabled } });
  }

  deletePack(packId: number): Promise<void> {
    return this.api.carryOut('DELETE /selfService/resourcePack/{packId}', { params: { packId } });
  }

  suspendPackServers(packId: number): Promise<void> {
    return this.api.carryOut('POST /selfService/resourcePackServers/{packId}/suspend', { params: { packId } });
  }

  unsuspendPackServers(packId: number): Promise<void> {
    return this.api.carryOut('POST /selfService/resourcePackServers/{packId}/unsuspend', { params: { packId } });
  }

  deletePackServers(packId: number, { delayMinutes = 0 }: { delayMinutes?: number } = {}): Promise<void> {
    const call = { params: { packId }, query: { delay: delayMinutes } };
    return this.api.carryOut('DELETE /selfService/resourcePackServers/{packId}', call);
  }
}
