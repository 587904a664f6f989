import { Injectable } from '@nestjs/common';
import { HandlesJob, type JobHandler, type JobTopics } from '@api/platform';
import { Provisioning } from './provisioning';

/** Takes orders further; one at a time for each customer, so that a lost reservation can be told from another order's. */
@Injectable()
@HandlesJob({ topic: 'server.provision', concurrency: 4, retryLimit: 20, oneAtATimeInGroup: true })
export class ProvisionHandler implements JobHandler<'server.provision'> {
  constructor(private readonly provisioning: Provisioning) {}

  handle({ serverId }: JobTopics['server.provision']): Promise<void> {
    return this.provisioning.run(serverId);
  }
}
