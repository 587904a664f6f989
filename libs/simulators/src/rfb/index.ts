export { MachineConsole, type ConsoleOptions, type ConsoleReport } from './console';
export { CONSOLE_FAULTS, type ConsoleFault, type ConsoleFaultKind } from './faults';
export type { Machine } from './guest/machine';
