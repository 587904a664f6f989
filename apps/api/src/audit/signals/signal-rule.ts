import { EntityManager } from '@mikro-orm/postgresql';
import type { SettingsService } from '@api/settings';
import type { RaisedEvent } from '../events/security-events';

/** The entries that were sealed since the last look: positions after `from`, up to and with `to`. */
export interface NewEntries {
  readonly from: string;
  readonly to: string;
}

/** Looks at new entries for one sign of an attack, in one question to the database. */
export interface SignalRule {
  look(entries: NewEntries, em: EntityManager, settings: SettingsService): Promise<RaisedEvent[]>;
}

/** New entries of one action, as `e`; its parameters are `from` and `to`. */
export function newEntriesOf(action: string): string {
  return `audit_seals s join audit_entries e on e.id = s.entry_id and e.action = '${action}'
    and s.position > ?::bigint and s.position <= ?::bigint`;
}

/** One address counts by itself; of IPv6 everybody has a /64, so that counts as one. */
export function counted(address: string): string {
  return `case family(${address}) when 4 then ${address} else set_masklen(network(set_masklen(${address}, 64))::inet, 128) end`;
}

/** The coarse block of an address, which roughly is a place: a /16, of IPv6 a /32. */
export function coarse(address: string): string {
  return `network(set_masklen(${address}, case family(${address}) when 4 then 16 else 32 end))`;
}
