import { ServerPanel } from './server-panel';
import { ServerPanelController } from './server-panel.controller';

export const panelControllers = [ServerPanelController];
export const panelProviders = [ServerPanel];
