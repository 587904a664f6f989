import './provisioning/topics';
import { ServerActionSchema } from './power/server-action.entity';
import { ServerSchema } from './server.entity';

export { DeletionService } from './deletion/deletion.service';
export { type Order, OrderService } from './orders/order.service';
export { PowerService } from './power/power.service';
export { SERVER_STATES, type ServerState } from './server.entity';
export { ServersModule } from './servers.module';

export const serverEntities = [ServerSchema, ServerActionSchema];
