import { Injectable } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';

/** Work that falls due as business time passes, such as charging server-hours. */
export interface Due {
  /** Does everything that is due at the clock's present time; safe to repeat and to run in several processes. */
  runDue(): Promise<void>;
}

/** Marks a provider whose work falls due with time; lower numbers run first when the test clock moves. */
export const RunsWhenDue = DiscoveryService.createDecorator<{ order: number }>();

/** Runs what became due, at once: the test clock calls it after it moved. In production the schedules do the same work. */
@Injectable()
export class DueWork {
  constructor(private readonly discovery: DiscoveryService) {}

  async run(): Promise<void> {
    const providers = this.discovery
      .getProviders({ metadataKey: RunsWhenDue.KEY })
      .map(wrapper => ({
        due: wrapper.instance as Due,
        order: this.discovery.getMetadataByDecorator(RunsWhenDue, wrapper)?.order ?? 0,
      }))
      .sort((one, other) => one.order - other.order);
    for (const { due } of providers) await due.runDue();
  }
}
