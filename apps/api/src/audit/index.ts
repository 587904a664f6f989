import './events/topics';

export { AuditModule } from './audit.module';
export { BlockList } from './blocking/block-list';
export { refuseBlockedAddresses } from './blocking/refuse-blocked';
export { Sealer } from './chain/sealer';
export { Verifier } from './chain/verifier';
export { SECURITY_EVENTS, type SecurityEventKind, type Severity } from './events/kinds';
export { type RaisedEvent, SecurityEvents } from './events/security-events';
export { type AuditAction, wordsFor } from './log/actions';
export { type AuditEntry, AuditLog, type AuditOutcome } from './log/audit-log';
export { AuditReader, type AuditRow } from './log/audit-reader';
export { RateLimitTally } from './signals/rate-limit-tally';
