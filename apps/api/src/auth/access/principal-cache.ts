import { Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import type { Subscription } from 'rxjs';
import { LiveHub, type Principal } from '@api/platform';
import { RoleMatrix, ROLES_CHANGED } from './role-matrix';

const MOST_ENTRIES = 20_000;

interface Entry {
  readonly principal: Principal;
  /** Milliseconds since the epoch. */
  readonly expiresAt: number;
}

/**
 * Remembers whom a verified access token or API key stands for, so that a request costs no signature check and no query.
 * Emptied by the events that take rights away; never filled while those events might be missed.
 */
@Injectable()
export class PrincipalCache implements OnModuleInit, OnModuleDestroy {
  private readonly entries = new Map<string, Entry>();
  private readonly subscriptions: Subscription[] = [];
  private changes = 0;

  constructor(
    private readonly live: LiveHub,
    private readonly roles: RoleMatrix,
  ) {}

  onModuleInit(): void {
    const events = this.live.events.subscribe(({ type, userId, data }) => {
      if (type === 'reconnected' || type === ROLES_CHANGED) this.clear();
      if (type === 'session-ended')
        this.drop(({ credential }) => credential.kind === 'session' && credential.sessionId === data['sessionId']);
      if (type === 'key-ended') this.drop(({ credential }) => credential.kind === 'key' && credential.keyId === data['keyId']);
      if (type === 'user') this.drop(principal => principal.userId === userId || isLookedAtBy(principal, userId));
    });
    // Between the event and the new matrix, principals are still made by the old one.
    this.subscriptions.push(
      events,
      this.roles.reloaded.subscribe(() => this.clear()),
    );
  }

  onModuleDestroy(): void {
    for (const subscription of this.subscriptions) subscription.unsubscribe();
  }

  /** The principal of an access token or API key that was verified before, or null. */
  get(token: string): Principal | null {
    const entry = this.live.isListening ? this.entries.get(token) : undefined;
    return entry && entry.expiresAt > Date.now() ? entry.principal : null;
  }

  /** Names the present moment; taken before a principal is read, and given to `put` after. */
  moment(): number {
    return this.changes;
  }

  /** Remembers what was read since `moment`, unless a right may have been taken away meanwhile. */
  put(token: string, principal: Principal, expiresAt: number, moment: number): void {
    // Somebody unverified gains rights at any moment and would wonder why they have to wait.
    if (!this.live.isListening || !principal.isVerified || moment !== this.changes) return;
    if (this.entries.size >= MOST_ENTRIES) this.entries.clear();
    this.entries.set(token, { principal, expiresAt });
  }

  private clear(): void {
    this.changes += 1;
    this.entries.clear();
  }

  private drop(matches: (principal: Principal) => boolean): void {
    this.changes += 1;
    for (const [token, { principal }] of this.entries) if (matches(principal)) this.entries.delete(token);
  }
}

function isLookedAtBy({ credential }: Principal, userId: number | null): boolean {
  return credential.kind === 'session' && credential.impersonator !== null && credential.impersonator.userId === userId;
}
