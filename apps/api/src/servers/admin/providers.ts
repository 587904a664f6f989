import { AdminServerController } from './admin-server.controller';
import { ServerBulk } from './bulk/bulk';
import { BulkPowerHandler } from './bulk/bulk-power.handler';
import { ServerBulkController } from './bulk/bulk.controller';
import { CapacityReader } from './capacity/capacity-reader';
import { CapacityController } from './capacity/capacity.controller';
import { ChangeController } from './changes/change.controller';
import { FollowOwnerHandler, OwnerChange } from './changes/owner-change';
import { ServerResources } from './changes/resources';
import { CreateServerController } from './creation/create-server.controller';
import { StaffOrders } from './creation/staff-orders';
import { ServerFactsReader } from './facts/server-facts';
import { ServerSearch } from './listing/server-search';
import { AdoptionDesk } from './orphans/adoption';
import { LostServers } from './orphans/lost-server';
import { OrphanDesk } from './orphans/orphan-desk';
import { OrphanReader } from './orphans/orphan-reader';
import { OrphanController } from './orphans/orphan.controller';
import { OpenWork } from './queue/open-work';
import { WorkPush } from './queue/push';
import { WorkController } from './queue/work.controller';

export const adminControllers = [
  ServerBulkController,
  CreateServerController,
  ChangeController,
  OrphanController,
  WorkController,
  CapacityController,
  AdminServerController,
];
export const adminProviders = [
  AdoptionDesk,
  BulkPowerHandler,
  CapacityReader,
  FollowOwnerHandler,
  LostServers,
  OpenWork,
  OrphanDesk,
  OrphanReader,
  OwnerChange,
  ServerBulk,
  ServerFactsReader,
  ServerResources,
  ServerSearch,
  StaffOrders,
  WorkPush,
];
