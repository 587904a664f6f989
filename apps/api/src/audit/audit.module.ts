import { Global, Module } from '@nestjs/common';
import { SettingHistory } from '@api/settings';
import { AddressBlocks } from './blocking/address-blocks';
import { BlockList } from './blocking/block-list';
import { Anchors } from './chain/anchors';
import { AuditSchedule, SealHandler, VerifyHandler } from './chain/chain.handlers';
import { Sealer } from './chain/sealer';
import { Verifications } from './chain/verifications';
import { Verifier } from './chain/verifier';
import { EventDesk } from './events/event-desk';
import { SecurityController } from './events/security.controller';
import { SecurityEvents } from './events/security-events';
import { Activity } from './log/activity';
import { AuditController } from './log/audit.controller';
import { AuditExport } from './log/audit-export';
import { AuditLog } from './log/audit-log';
import { AuditReader } from './log/audit-reader';
import { AuditedSettings } from './log/setting-changes';
import { RateLimitTally } from './signals/rate-limit-tally';
import { Signals } from './signals/signals';

/** What was done by whom, provably; what looks like an attack; and whom we do not answer. */
@Global()
@Module({
  controllers: [AuditController, SecurityController],
  providers: [
    Activity,
    AddressBlocks,
    Anchors,
    AuditExport,
    AuditLog,
    AuditReader,
    { provide: SettingHistory, useClass: AuditedSettings },
    AuditSchedule,
    BlockList,
    EventDesk,
    RateLimitTally,
    SealHandler,
    Sealer,
    SecurityEvents,
    Signals,
    Verifications,
    Verifier,
    VerifyHandler,
  ],
  exports: [AuditLog, AuditReader, BlockList, RateLimitTally, Sealer, SecurityEvents, SettingHistory, Verifier],
})
export class AuditModule {}
