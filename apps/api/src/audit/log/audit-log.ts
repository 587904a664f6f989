import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { currentRequest, type RequestFacts } from '@api/platform';
import { plainAddress } from '../blocking/addresses';
import type { AuditAction } from './actions';
import { oneLine, redact } from './redaction';

/** Who acted: a guest has not signed in; the system acts in jobs and commands. */
export const ACTOR_KINDS = ['customer', 'staff', 'guest', 'system'] as const;
export type ActorKind = (typeof ACTOR_KINDS)[number];

export const OUTCOMES = ['done', 'refused'] as const;
export type AuditOutcome = (typeof OUTCOMES)[number];

/** One act, as the feature that carried it out tells it. */
export interface AuditEntry {
  readonly action: AuditAction;
  /** Default: done. */
  readonly outcome?: AuditOutcome;
  /** Whose account it concerns; default: the caller of the present request. */
  readonly userId?: number | null;
  /** Who acted; default: the caller of the present request, and the system where there is none. */
  readonly actor?: { readonly userId: number; readonly kind: 'customer' | 'staff' };
  readonly target?: { readonly kind: string; readonly id: string | number | bigint };
  /** What was before and after, and why. Names that look like secrets are redacted. */
  readonly details?: Readonly<Record<string, unknown>>;
  /** From where; default: the address of the present request. Only for what was counted first and is written later. */
  readonly address?: string;
}

interface Actor {
  readonly kind: ActorKind;
  readonly userId: number | null;
}

const LONGEST_USER_AGENT = 300;
const LONGEST_TARGET = 200;

/** The append-only audit log. The database refuses every change of what was written (see the migration). */
@Injectable()
export class AuditLog {
  constructor(private readonly em: EntityManager) {}

  /** Writes an act down, as part of the surrounding transaction: what is rolled back was not done and is not recorded. */
  async record({ action, outcome = 'done', userId, actor, target, details = {}, address }: AuditEntry): Promise<void> {
    const request = currentRequest();
    const principal = request?.principal;
    const credential = principal?.credential;
    const who = actor ?? actorOf(request);
    await this.em.execute(
      `insert into audit_entries (action, outcome, user_id, actor_kind, actor_id, is_impersonated, session_id, key_id, address,
         user_agent, request_id, target_kind, target_id, details)
       values (?, ?, ?, ?, ?, ?, ?, ?, ?::inet, ?, ?, ?, ?, ?::jsonb)`,
      [
        action,
        outcome,
        userId === undefined ? (principal?.userId ?? null) : userId,
        who.kind,
        who.userId,
        credential?.kind === 'session' && credential.impersonator !== null,
        credential?.kind === 'session' ? credential.sessionId : null,
        credential?.kind === 'key' ? credential.keyId : null,
        plainAddress(address ?? request?.address ?? ''),
        request ? oneLine(request.userAgent, LONGEST_USER_AGENT) : null,
        request?.requestId ?? null,
        target?.kind ?? null,
        target === undefined ? null : oneLine(String(target.id), LONGEST_TARGET),
        JSON.stringify(redact(details)),
      ],
    );
  }
}

/** Somebody who looks with a customer's eyes acts as themselves. */
function actorOf(request: RequestFacts | null): Actor {
  if (!request) return { kind: 'system', userId: null };
  const { principal } = request;
  if (!principal) return { kind: 'guest', userId: null };
  const impersonator = principal.credential.kind === 'session' ? principal.credential.impersonator : null;
  if (impersonator) return { kind: 'staff', userId: impersonator.userId };
  return { kind: principal.role === 'customer' ? 'customer' : 'staff', userId: principal.userId };
}
