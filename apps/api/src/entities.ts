import { authEntities } from '@api/auth';
import { billingEntities } from '@api/billing';
import { mailEntities } from '@api/mail';
import type { EntityList } from './platform/database';
import { serverEntities } from '@api/servers';
import { virtfusionEntities } from '@api/virtfusion';

/** Every entity of every feature; nothing is discovered at run time. */
export const entities: EntityList = [
  ...authEntities,
  ...mailEntities,
  ...virtfusionEntities,
  ...billingEntities,
  ...serverEntities,
];
