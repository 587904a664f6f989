import { Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import type { Subscription } from 'rxjs';
import { LiveHub, type Principal } from '@api/platform';
import { ROLES_CHANGED } from './role-matrix';

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
  private subscription?: Subscription;

  constructor(private readonly live: LiveHub) {}

  onModuleInit(): void {
    this.subscription = this.live.events.subscribe(({ type, userId, data }) => {
      if (type === 'reconnected' || type === ROLES_CHANGED) this.entries.clear();
      if (type === 'session-ended')
        this.drop(({ credential }) => credential.kind === 'session' && credential.sessionId === data['sessionId']);
      if (type === 'key-ended') this.drop(({ credential }) => credential.kind === 'key' && credential.keyId === data['keyId']);
      if (type === 'user') this.drop(principal => principal.userId === userId);
    });
  }

  onModuleDestroy(): void {
    this.subscription?.unsubscribe();
  }

  /** The principal of an access token or API key that was verified before, or null. */
  get(token: string): Principal | null {
    const entry = this.live.isListening ? this.entries.get(token) : undefined;
    return entry && entry.expiresAt > Date.now() ? entry.principal : null;
  }

  put(token: string, principal: Principal, expiresAt: number): void {
    // Somebody unverified gains rights at any moment and would wonder why they have to wait.
    if (!this.live.isListening || !principal.isVerified) return;
    if (this.entries.size >= MOST_ENTRIES) this.entries.clear();
    this.entries.set(token, { principal, expiresAt });
  }

  private drop(matches: (principal: Principal) => boolean): void {
    for (const [token, { principal }] of this.entries) if (matches(principal)) this.entries.delete(token);
  }
}
