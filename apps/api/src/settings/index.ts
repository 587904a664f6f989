export { ACCOUNT_RULES } from './account-rules';
export { logoBytes } from './logo-rule';
export type { SettingKey, SettingValue } from './registry';
export { type SettingChange, SettingHistory } from './setting-history';
export { SettingsModule } from './settings.module';
export { SettingsService } from './settings.service';
