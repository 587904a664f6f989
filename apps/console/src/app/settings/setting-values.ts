import type { SettingDto } from '@sky/api-client';
import { countInWords } from '@sky/ui';

import type { KnownSetting } from './known-settings';

export type SettingValue = SettingDto['value'];
/** What stands in a control: texts for what is typed, else the value itself. */
export type Entered = string | boolean | readonly string[];

/** A value as its control holds it. */
export function entered(setting: KnownSetting, value: SettingValue | undefined): Entered {
  if (setting.kind === 'flag') return value === true;
  if (setting.kind === 'choices') return Array.isArray(value) ? value : [];
  return value === undefined ? '' : String(value);
}

/** What a control holds as the API takes it. */
export function toSend(setting: KnownSetting, value: Entered): SettingValue {
  if (typeof value === 'boolean') return value;
  if (typeof value !== 'string') return [...value];
  if (setting.kind === 'whole') return Number(value);
  return setting.kind === 'lines' ? value : value.trim();
}

/** Why a value cannot be meant, in a sentence; empty when it can. The API has the last word. */
export function complaint(setting: KnownSetting, value: Entered): string {
  if (typeof value !== 'string') return '';
  const text = value.trim();
  if (setting.kind === 'whole') {
    const isWithin = /^\d+$/.test(text) && Number(text) >= setting.from && Number(text) <= setting.to;
    return isWithin ? '' : `Enter a whole number from ${words(setting.from)} to ${words(setting.to)}.`;
  }
  if (setting.kind === 'amount') return /^\d{1,9}(\.\d{1,3})?$/.test(text) ? '' : 'Enter an amount such as 20.00.';
  if (setting.kind === 'colour') return /^#[0-9a-fA-F]{6}$/.test(text) ? '' : 'Enter a colour such as #0E5A78.';
  return '';
}

/** True when both hold the same; the order of choices does not matter. */
export function isSame(some: Entered, other: Entered): boolean {
  if (typeof some !== 'object' || typeof other !== 'object') return some === other;
  return some.length === other.length && some.every(one => other.includes(one));
}

/** A value for reading, where there is no control. */
export function valueInWords(value: SettingValue): string {
  if (typeof value === 'boolean') return value ? 'Yes' : 'No';
  if (Array.isArray(value)) return value.length > 0 ? value.join(', ') : 'None';
  return value === '' ? 'Empty' : String(value);
}

function words(count: number): string {
  return countInWords(count);
}
