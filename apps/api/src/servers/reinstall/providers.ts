import { RebuildWatcher } from './rebuild-watcher';
import { RebuildController } from './rebuild.controller';
import { RebuildService } from './rebuild.service';
import { Systems } from './systems';

export const rebuildControllers = [RebuildController];
export const rebuildProviders = [RebuildService, RebuildWatcher, Systems];
