import { Module } from '@nestjs/common';
import { AuthModule } from '@api/auth';
import { BillingModule } from '@api/billing';
import { VirtfusionModule } from '@api/virtfusion';
import { adminControllers, adminProviders } from './admin/providers';
import { consoleControllers, consoleProviders } from './console/providers';
import {
  DebtFanOut,
  DeleteForDebtHandler,
  FollowDebtHandler,
  ResumeAfterPaymentHandler,
  SuspendForDebtHandler,
} from './debt/debt.handlers';
import { DebtHolds } from './debt/debt-holds';
import { FollowDebt } from './debt/follow-debt';
import { DeletionService, RemoveDueHandler, RemoveHandler } from './deletion/deletion.service';
import { HistoryController } from './history/history.controller';
import { ForgetOldSamplesHandler, Samples } from './history/samples';
import { keyControllers, keyProviders } from './keys/providers';
import { ServerLog } from './log/server-log';
import { ObserveHandler, Observer, ObserveWatchedHandler } from './observing/observer';
import { ObservationPace } from './observing/pace';
import { UpstreamFacts } from './observing/upstream-facts';
import { ServerSweep, SweepHandler } from './observing/sweep';
import { OrderOptions } from './orders/order-options';
import { OrderService } from './orders/order.service';
import { ServerData } from './personal-data';
import { ActionDesk } from './power/action-desk';
import { ActionWatcher } from './power/action-watcher';
import { PasswordService } from './power/password.service';
import { panelControllers, panelProviders } from './panel/providers';
import { ServerLabels } from './possessions/labels';
import { Possessions } from './possessions/possessions';
import { PossessionsController } from './possessions/possessions.controller';
import { PowerService } from './power/power.service';
import { Outcome } from './provisioning/outcome';
import { ProvisionHandler } from './provisioning/provision.handler';
import { Provisioning } from './provisioning/provisioning';
import { ServerFinder } from './reading/server-finder';
import { ServerReader } from './reading/server-reader';
import { rebuildControllers, rebuildProviders } from './reinstall/providers';
import { ServerController } from './server.controller';
import { sharingControllers, sharingProviders } from './sharing/providers';
import { StaffActsController } from './staff/staff-acts.controller';
import { FollowSuspensionHandler, StaffSuspension } from './staff/suspension';
import { ServerNews } from './timeline/server-news';
import { Timeline } from './timeline/timeline';
import { ReadTrafficHandler, Traffic } from './traffic/traffic';
import { KeyServerController } from './key-server.controller';

/** Servers: ordering, building, power, deletion, and the read model of them all. */
@Module({
  imports: [AuthModule, BillingModule, VirtfusionModule],
  controllers: [
    KeyServerController,
    HistoryController,
    PossessionsController,
    StaffActsController,
    ServerController,
    ...adminControllers,
    ...consoleControllers,
    ...keyControllers,
    ...panelControllers,
    ...rebuildControllers,
    ...sharingControllers,
  ],
  providers: [
    ...adminProviders,
    ...consoleProviders,
    ...keyProviders,
    ...panelProviders,
    ...rebuildProviders,
    ...sharingProviders,
    ActionDesk,
    ActionWatcher,
    DebtFanOut,
    DebtHolds,
    DeleteForDebtHandler,
    DeletionService,
    FollowDebt,
    FollowDebtHandler,
    ResumeAfterPaymentHandler,
    SuspendForDebtHandler,
    ObserveHandler,
    Observer,
    ForgetOldSamplesHandler,
    ObservationPace,
    UpstreamFacts,
    ObserveWatchedHandler,
    ReadTrafficHandler,
    Samples,
    ServerSweep,
    SweepHandler,
    Traffic,
    OrderOptions,
    OrderService,
    FollowSuspensionHandler,
    Outcome,
    Possessions,
    ServerLabels,
    StaffSuspension,
    PasswordService,
    PowerService,
    ProvisionHandler,
    Provisioning,
    RemoveDueHandler,
    RemoveHandler,
    ServerData,
    ServerFinder,
    ServerLog,
    ServerNews,
    ServerReader,
    Timeline,
  ],
  exports: [DeletionService, OrderService, PowerService, ServerReader],
})
export class ServersModule {}
