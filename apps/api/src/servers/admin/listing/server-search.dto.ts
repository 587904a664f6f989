import { OneOf, PageQuery, QueryWhole, Text } from '@api/platform';
import { SERVER_STATES, type ServerState } from '../../server.entity';
import { SERVER_CHOICES, SERVER_ORDERS, type ServerChoice, type ServerOrder } from './server-search';

/** Filters and order of everybody's servers. */
export class AllServersQuery extends PageQuery {
  @Text({ max: 100, optional: true, description: 'Part of a name, address, hypervisor or owner, or a number.' })
  search?: string;

  @OneOf(SERVER_STATES, 'ServerState', { optional: true })
  state?: ServerState;

  @QueryWhole({ min: 1, max: 2_147_483_647 })
  userId?: number;

  @QueryWhole({ min: 1, max: 2_147_483_647 })
  locationId?: number;

  @QueryWhole({ min: 1, max: 2_147_483_647 })
  packageId?: number;

  @Text({ max: 100, optional: true })
  hypervisor?: string;

  @Text({ max: 30, optional: true })
  tag?: string;

  @OneOf(SERVER_CHOICES, 'StaffServerChoice', { optional: true })
  show?: ServerChoice;

  @OneOf(SERVER_ORDERS, 'ServerOrder', { optional: true })
  sort?: ServerOrder;
}
