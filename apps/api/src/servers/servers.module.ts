import { Module } from '@nestjs/common';
import { AuthModule } from '@api/auth';
import { BillingModule } from '@api/billing';
import { VirtfusionModule } from '@api/virtfusion';
import { AdminServerController } from './admin-server.controller';
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
import { ObserveHandler, Observer, ObserveStaleHandler } from './observing/observer';
import { OrderOptions } from './orders/order-options';
import { OrderService } from './orders/order.service';
import { ServerData } from './personal-data';
import { ActionWatcher } from './power/action-watcher';
import { PasswordService } from './power/password.service';
import { PowerService } from './power/power.service';
import { Outcome } from './provisioning/outcome';
import { ProvisionHandler } from './provisioning/provision.handler';
import { Provisioning } from './provisioning/provisioning';
import { ServerFinder } from './reading/server-finder';
import { ServerReader } from './reading/server-reader';
import { ServerController } from './server.controller';
import { Timeline } from './timeline/timeline';
import { KeyServerController } from './key-server.controller';

/** Servers: ordering, building, power, deletion, and the read model of them all. */
@Module({
  imports: [AuthModule, BillingModule, VirtfusionModule],
  controllers: [KeyServerController, ServerController, AdminServerController, ...consoleControllers],
  providers: [
    ...consoleProviders,
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
    ObserveStaleHandler,
    OrderOptions,
    OrderService,
    Outcome,
    PasswordService,
    PowerService,
    ProvisionHandler,
    Provisioning,
    RemoveDueHandler,
    RemoveHandler,
    ServerData,
    ServerFinder,
    ServerReader,
    Timeline,
  ],
  exports: [DeletionService, OrderService, PowerService, ServerReader],
})
export class ServersModule {}
