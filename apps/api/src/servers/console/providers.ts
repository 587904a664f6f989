import { AdminConsoleController } from './admin-console.controller';
import { ConsoleAccess } from './console-access';
import { ConsoleDoors } from './console-doors';
import { ConsoleController } from './console.controller';
import { ConsolePreflight } from './reach/preflight';
import { RelayController } from './relay.controller';
import { ConsoleRelay } from './relay/console-relay';
import { StandingRights } from './relay/standing-rights';
import { ConsoleCensus, ForgetOldConsolesHandler } from './sessions/console-census';
import { ConsoleLog } from './sessions/console-log';
import { ConsoleSessions } from './sessions/console-sessions';
import { ConsoleShares } from './sharing';
import { VncSwitch } from './vnc-switch';

export const consoleControllers = [ConsoleController, AdminConsoleController, RelayController];
export const consoleProviders = [
  ConsoleAccess,
  ConsoleCensus,
  ConsoleDoors,
  ConsoleLog,
  ConsolePreflight,
  ConsoleRelay,
  ConsoleSessions,
  ConsoleShares,
  ForgetOldConsolesHandler,
  StandingRights,
  VncSwitch,
];
