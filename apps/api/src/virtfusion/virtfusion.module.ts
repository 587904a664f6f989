import { Module } from '@nestjs/common';
import { VirtFusion } from '@sky/integrations/virtfusion';
import { AuthModule } from '@api/auth';
import { NotificationsModule } from '@api/notifications';
import { Config } from '@api/platform';
import { CatalogueReader } from './catalogue/catalogue';
import { CatalogueController } from './catalogue/catalogue.controller';
import { CatalogueSchedule, RefreshCatalogueHandler } from './catalogue/catalogue.handler';
import { CatalogueMirror } from './catalogue/catalogue-mirror';
import { virtFusionClient } from './client';
import { VirtfusionHealthController } from './health/health.controller';
import { CheckHealthHandler, VirtfusionHealth } from './health/health.service';
import { LinkController } from './link/link.controller';
import { CarryOverHandler, EraseUserHandler, LinkUserHandler } from './link/link.handlers';
import { LinkService } from './link/link.service';
import { PanelController } from './panel/panel.controller';
import { PanelAccess } from './panel/panel-access';
import { CallJournal } from './watch/call-journal';
import { Surprises } from './watch/surprises';
import { WatchController } from './watch/watch.controller';
import { WatchReader } from './watch/watch-reader';
import { VirtfusionWatch } from './watch/watch.service';

/** The client of VirtFusion, the link of our users to its users, the mirror of its catalogue, its health, how we get on with it. */
@Module({
  imports: [AuthModule, NotificationsModule],
  controllers: [CatalogueController, LinkController, PanelController, VirtfusionHealthController, WatchController],
  providers: [
    CallJournal,
    CarryOverHandler,
    CatalogueMirror,
    CatalogueReader,
    CatalogueSchedule,
    CheckHealthHandler,
    EraseUserHandler,
    LinkService,
    LinkUserHandler,
    PanelAccess,
    RefreshCatalogueHandler,
    Surprises,
    VirtfusionHealth,
    VirtfusionWatch,
    WatchReader,
    {
      provide: VirtFusion,
      inject: [Config, CallJournal],
      useFactory: virtFusionClient,
    },
  ],
  exports: [CatalogueMirror, CatalogueReader, LinkService, VirtFusion, VirtfusionHealth],
})
export class VirtfusionModule {}
