import { Controller, Get, Header } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { currencyDecimals } from '@sky/money';
import { Allow, Clock, Config } from '@api/platform';
import { ACCOUNT_RULES } from './account-rules';
import { BrandingDto, PublicSettingsDto } from './settings.dto';
import { SettingsService } from './settings.service';

/** What the web apps need to know before anybody signs in. */
@ApiTags('settings')
@Controller('settings')
export class SettingsController {
  constructor(
    private readonly settings: SettingsService,
    private readonly config: Config,
    private readonly clock: Clock,
  ) {}

  /** Tells the public settings of this installation. */
  @Get('public')
  @Allow('public')
  @Header('Cache-Control', 'public, max-age=30')
  getPublicSettings(): PublicSettingsDto {
    const { SANDBOX_URL } = this.config.env;
    return {
      companyName: this.settings.get('company.name'),
      currency: this.settings.get('billing.currency'),
      currencyDecimals: currencyDecimals(this.settings.get('billing.currency')),
      minimumTopUp: this.settings.get('billing.minimumTopUp'),
      maximumTopUp: this.settings.get('billing.maximumTopUp'),
      supportEmail: this.settings.get('company.supportEmail') || null,
      deleteDelayMinutes: this.settings.get('servers.deleteDelayMinutes'),
      resendCooldownSeconds: ACCOUNT_RULES.resendCooldownSeconds,
      passwordMinLength: this.settings.get('security.passwordMinLength'),
      passwordNeedsKinds: this.settings.get('security.passwordNeedsKinds'),
      sandbox: SANDBOX_URL ? { mailboxUrl: `${SANDBOX_URL}/` } : null,
      testClock: this.clock.isMovable,
      paymentsAreLive: this.config.paymentsAreLive,
    };
  }

  /** Tells the host's name and colours. */
  @Get('branding')
  @Allow('public')
  @Header('Cache-Control', 'public, max-age=30')
  getBranding(): BrandingDto {
    return {
      companyName: this.settings.get('company.name'),
      primary: this.settings.get('brand.primary'),
      secondary: this.settings.get('brand.secondary'),
      accent: this.settings.get('brand.accent'),
    };
  }
}
