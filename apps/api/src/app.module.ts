import { Module } from '@nestjs/common';
import { AnalyticsModule } from '@api/analytics';
import { AuditModule } from '@api/audit';
import { AuthModule } from '@api/auth';
import { BillingModule } from '@api/billing';
import { MailModule } from '@api/mail';
import { NotificationsModule } from '@api/notifications';
import { ServersModule } from '@api/servers';
import { SettingsModule } from '@api/settings';
import { VirtfusionModule } from '@api/virtfusion';
import { entities } from './entities';
import { PlatformModule } from './platform';

/** The whole API; each feature is a module, and who may use whom is in `eslint.feature-fence.mjs`. */
@Module({
  imports: [
    PlatformModule.with(entities),
    SettingsModule,
    AuditModule,
    MailModule,
    NotificationsModule,
    AuthModule,
    VirtfusionModule,
    BillingModule,
    ServersModule,
    AnalyticsModule,
  ],
})
export class AppModule {}
