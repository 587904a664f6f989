import { Injectable } from '@nestjs/common';
import { passwordDemands, type PasswordOwner, type PasswordPolicy } from '@sky/passwords';
import { commonPasswords } from '@sky/passwords/common';
import { BadRequestError } from '@api/platform';
import { SettingsService } from '@api/settings';

/** The host's rules for new passwords; the screens apply the same ones before anything is sent. */
@Injectable()
export class PasswordRules {
  constructor(private readonly settings: SettingsService) {}

  get policy(): PasswordPolicy {
    return {
      minLength: this.settings.get('security.passwordMinLength'),
      needsKinds: this.settings.get('security.passwordNeedsKinds'),
    };
  }

  /** Throws `validation_failed` with what the password still needs; `field` is where it was typed. */
  require(password: string, owner: PasswordOwner, field: string): void {
    const names = [this.settings.get('company.name'), 'skypanel', 'virtfusion'];
    const unmet = passwordDemands(password, owner, this.policy, commonPasswords(), names).filter(({ isMet }) => !isMet);
    if (unmet.length === 0) return;
    throw new BadRequestError(
      'validation_failed',
      'Some fields need your attention.',
      unmet.map(({ words }) => ({ field, message: `needs: ${words.charAt(0).toLowerCase()}${words.slice(1)}` })),
    );
  }
}
