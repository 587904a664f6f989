import { ServerGrants } from './grants';
import { SharedServers } from './shared-servers';
import { SharingController } from './sharing.controller';

export const sharingControllers = [SharingController];
export const sharingProviders = [ServerGrants, SharedServers];
