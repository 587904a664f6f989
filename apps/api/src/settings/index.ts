export { ACCOUNT_RULES } from './account-rules';
export type { SettingKey, SettingValue } from './registry';
export { SettingsModule } from './settings.module';
export { SettingsService } from './settings.service';
