import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { HandlesJob, type JobHandler } from '@api/platform';
import { AuditLog, SecurityEvents } from '@api/audit';
import { SettingsService } from '@api/settings';
import { KeyService } from '../key.service';
import { type Finding, FINDING_KINDS, FINDING_WORDS, type FindingKind } from './finding';
import { JUDGE_NETWORKS, KEY_RULES } from './key-rules';

/** One process judges at a time, so that nothing is judged twice. */
const JUDGING = 7_531_011;

/** Looks at what keys were used for lately, has people told of what is unusual, and ends keys where the host wants that. */
@Injectable()
@HandlesJob({ topic: 'auth.check-key-use', retryLimit: 5 })
export class CheckKeyUseHandler implements JobHandler<'auth.check-key-use'> {
  constructor(
    private readonly em: EntityManager,
    private readonly events: SecurityEvents,
    private readonly audit: AuditLog,
    private readonly keys: KeyService,
    private readonly settings: SettingsService,
  ) {}

  handle(): Promise<void> {
    return this.em.transactional(async em => {
      await em.execute('select pg_advisory_xact_lock(?)', [JUDGING]);
      for (const kind of FINDING_KINDS) for (const finding of await this.find(kind)) await this.act(finding);
      await em.execute(JUDGE_NETWORKS);
    });
  }

  /** What a rule finds and had not found before. */
  private find(kind: FindingKind): Promise<Finding[]> {
    return this.em.execute<Finding[]>(
      `with found as (
         insert into api_key_findings (key_id, kind, subject, figures, found_at)
         select key_id, ?, subject, figures, now() from (${KEY_RULES[kind]}) f on conflict do nothing
         returning key_id, kind, subject, figures
       )
       select f.key_id as "keyId", k.user_id as "userId", f.kind, f.subject, f.figures
       from found f join api_keys k on k.id = f.key_id order by f.key_id`,
      [kind],
    );
  }

  private async act({ keyId, userId, kind, subject, figures }: Finding): Promise<void> {
    await this.events.raise({ kind, severity: 'warning', userId, keyId, details: { subject, ...figures } });
    if (kind === 'key-many-refusals')
      await this.audit.record({
        action: 'key.refused',
        outcome: 'refused',
        userId,
        target: { kind: 'api-key', id: keyId },
        details: { subject, ...figures },
      });
    if ((this.settings.get('security.revokeKeysOn') as readonly FindingKind[]).includes(kind))
      await this.keys.revoke(keyId, 'rule', `It was revoked by itself, because ${FINDING_WORDS[kind]}.`);
  }
}
