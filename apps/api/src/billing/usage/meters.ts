import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { RunsWhenDue } from '@api/platform';
import { SettingsService } from '@api/settings';
import { UsageBilling } from './usage-billing';
import type { UsageMeter } from './usage-meter';
import { UsageMetering } from './usage-metering';
import { VirtfusionMeter } from './virtfusion-meter';

/** Charges by the meter that the host has chosen; the other one stands by. */
@Injectable()
@RunsWhenDue({ order: 10 })
export class Meters {
  constructor(
    private readonly em: EntityManager,
    private readonly settings: SettingsService,
    private readonly portal: UsageBilling,
    private readonly virtfusion: VirtfusionMeter,
    private readonly metering: UsageMetering,
  ) {}

  /** Does what is due now: the test clock calls it after it moved. */
  async runDue(): Promise<void> {
    await this.charge(null);
  }

  /** Charges what is due, for a period of the schedule or outside of it; nothing while runs are for staff to apply. Returns the hours. */
  async charge(period: Date | null): Promise<number> {
    if (!this.settings.get('billing.automaticRuns')) return 0;
    let hours = 0;
    const meters: readonly UsageMeter[] = [this.portal, this.virtfusion];
    for (const meter of meters)
      if (meter.kind === this.settings.get('billing.meter')) hours += await meter.collect(period);
      else await meter.standBy();
    await this.em.transactional(() => this.metering.settleMinimums());
    return hours;
  }
}
