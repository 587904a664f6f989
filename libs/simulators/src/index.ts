export { createSandbox, type Sandbox, type SandboxOptions, type SandboxSnapshot } from './sandbox';
export { FaultProxy, type Upstream } from './kit/fault-proxy';
export type { ProxyFaults } from './kit/proxy-faults';
export type { Fault, FaultKind, FaultRequest } from './kit/faults';
export type { JournalEntry, JournalQuestion } from './kit/journal';
export { PayPalSimulator, type PayPalOptions } from './paypal';
export { Smtp2goSimulator, type Mail } from './smtp2go';
export type { ConsoleFault, ConsoleFaultKind, ConsoleReport } from './rfb';
export { seedHostingCompany, VirtFusionSimulator, type VirtFusionOptions } from './virtfusion';
