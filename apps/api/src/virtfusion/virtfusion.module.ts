import { Module } from '@nestjs/common';
import { VirtFusion, VirtFusionHttpClient } from '@sky/integrations/virtfusion';
import { AuthModule } from '@api/auth';
import { Config } from '@api/platform';
import { CatalogueReader } from './catalogue/catalogue';
import { CatalogueController } from './catalogue/catalogue.controller';
import { CatalogueSchedule, RefreshCatalogueHandler } from './catalogue/catalogue.handler';
import { CatalogueMirror } from './catalogue/catalogue-mirror';
import { VirtfusionHealthController } from './health/health.controller';
import { CheckHealthHandler, VirtfusionHealth } from './health/health.service';
import { LinkController } from './link/link.controller';
import { CarryOverHandler, EraseUserHandler, LinkUserHandler } from './link/link.handlers';
import { LinkService } from './link/link.service';
import { PanelController } from './panel/panel.controller';
import { PanelAccess } from './panel/panel-access';

/** The client of VirtFusion, the link of our users to its users, the mirror of its catalogue, its health. */
@Module({
  imports: [AuthModule],
  controllers: [CatalogueController, LinkController, PanelController, VirtfusionHealthController],
  providers: [
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
    VirtfusionHealth,
    {
      provide: VirtFusion,
      inject: [Config],
      useFactory: ({ env }: Config) => new VirtFusionHttpClient({ url: env.VIRTFUSION_API_URL, token: env.VIRTFUSION_API_KEY }),
    },
  ],
  exports: [CatalogueMirror, CatalogueReader, LinkService, VirtFusion, VirtfusionHealth],
})
export class VirtfusionModule {}
