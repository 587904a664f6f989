export { ServersModule } from './servers.module';
export const serverEntities: never[] = [];
