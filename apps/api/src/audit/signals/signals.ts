import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { SettingsService } from '@api/settings';
import { SecurityEvents } from '../events/security-events';
import { failuresForAccount } from './failures-for-account';
import { failuresFromAddress } from './failures-from-address';
import { impossibleTravel } from './impossible-travel';
import { manyRefusals } from './many-refusals';
import { rateLimitAbuse } from './rate-limit-abuse';
import { sessionCopied } from './session-copied';
import type { SignalRule } from './signal-rule';

const RULES: readonly SignalRule[] = [
  failuresForAccount,
  failuresFromAddress,
  impossibleTravel,
  manyRefusals,
  rateLimitAbuse,
  sessionCopied,
];

/** Looks at what was newly sealed for signs of an attack. It follows the log, so no request ever waits for it. */
@Injectable()
export class Signals {
  constructor(
    private readonly em: EntityManager,
    private readonly settings: SettingsService,
    private readonly events: SecurityEvents,
  ) {}

  /** Looks once at every entry: whoever else looks at the same time leaves it to the first. */
  look(): Promise<void> {
    return this.em.transactional(async em => {
      const [watch] = await em.execute<{ from: string }[]>('select position as from from security_watch for update skip locked');
      if (!watch) return;
      const [chain] = await em.execute<{ to: string | null }[]>('select max(position) as to from audit_seals');
      const entries = { from: watch.from, to: chain?.to ?? '0' };
      if (BigInt(entries.to) <= BigInt(entries.from)) return;
      for (const rule of RULES) for (const event of await rule.look(entries, em, this.settings)) await this.events.raise(event);
      await em.execute('update security_watch set position = ?::bigint', [entries.to]);
    });
  }
}
