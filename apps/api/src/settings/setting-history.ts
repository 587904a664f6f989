import type { SettingKey } from './registry';

/** A setting that was changed. */
export interface SettingChange {
  readonly key: SettingKey;
  readonly before: unknown;
  readonly after: unknown;
}

/** Writes down who changed which setting. The audit log stands above the settings and provides this. */
export abstract class SettingHistory {
  /** Part of the transaction that stores the changes. */
  abstract record(changes: readonly SettingChange[]): Promise<void>;
}
