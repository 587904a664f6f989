export { NewsPanel } from './news-panel';
export { PasswordPanel } from './password-panel';
export { PreferencesPanel } from './preferences-panel';
export { SecondFactorSection } from './second-factor-section';
