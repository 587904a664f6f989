import { Injectable } from '@nestjs/common';
import { ForbiddenError, type Principal } from '@api/platform';
import { SettingsService } from '@api/settings';

/** Which roles need a second factor, and from when on. */
@Injectable()
export class SecondFactorPolicy {
  constructor(private readonly settings: SettingsService) {}

  /** True when people of this role need a second factor now. */
  isDueFor(role: string): boolean {
    if (!(this.settings.get('security.secondFactorRoles') as readonly string[]).includes(role)) return false;
    const from = this.settings.get('security.secondFactorFrom');
    return from === '' || Date.parse(from) <= Date.now();
  }

  /** Refuses a session that was opened by a password alone where more is needed. Keys stand on the session that made them. */
  require({ role, credential }: Principal): void {
    if (credential.kind === 'session' && (credential.secondFactor !== null || credential.impersonator !== null)) return;
    if (credential.kind === 'session' && this.isDueFor(role))
      throw new ForbiddenError('second_factor_required', 'Set up a second factor first: your role needs one.');
  }
}
