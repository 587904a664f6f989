import { Module } from '@nestjs/common';
import { VirtfusionModule } from '@api/virtfusion';
import { OverviewController } from './overview.controller';
import { OverviewReader } from './overview-reader';
import { PeopleController } from './people.controller';
import { PeopleReader } from './people-reader';
import { RevenueController } from './revenue/revenue.controller';
import { RevenueReader } from './revenue/revenue-reader';

/** Read models for staff over everybody's tables; changes nothing. */
@Module({
  imports: [VirtfusionModule],
  controllers: [OverviewController, PeopleController, RevenueController],
  providers: [OverviewReader, PeopleReader, RevenueReader],
})
export class AnalyticsModule {}
