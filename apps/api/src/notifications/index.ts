export { NOTIFICATION_KINDS, type NotificationKind } from './kinds';
export { type News, Notifications } from './notifications';
export { NotificationsModule } from './notifications.module';
