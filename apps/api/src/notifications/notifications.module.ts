import { Global, Module } from '@nestjs/common';
import { ForgetOldNotificationsHandler } from './forget-old-notifications.handler';
import { NotificationController } from './notification.controller';
import { Notifications } from './notifications';
import { Preferences } from './preferences';

/** News for people, in the product and by mail. */
@Global()
@Module({
  controllers: [NotificationController],
  providers: [ForgetOldNotificationsHandler, Notifications, Preferences],
  exports: [Notifications, Preferences],
})
export class NotificationsModule {}
