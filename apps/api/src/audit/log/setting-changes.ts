import { Injectable } from '@nestjs/common';
import { type SettingChange, SettingHistory } from '@api/settings';
import { AuditLog } from './audit-log';

/** Writes changes of settings into the audit log. */
@Injectable()
export class AuditedSettings extends SettingHistory {
  constructor(private readonly audit: AuditLog) {
    super();
  }

  async record(changes: readonly SettingChange[]): Promise<void> {
    for (const { key, before, after } of changes)
      await this.audit.record({
        action: 'setting.changed',
        userId: null,
        target: { kind: 'setting', id: key },
        details: { before, after },
      });
  }
}
