import { Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import type { Subscription } from 'rxjs';
import { ForbiddenError, LiveHub, type Principal } from '@api/platform';
import { SettingsService } from '@api/settings';
import { Factors } from '../second-factor/factors';

const AT_ONCE = new Date(0);
const MOST_OWNERS = 10_000;

/** Which roles need a second factor, and from when on. */
@Injectable()
export class SecondFactorPolicy implements OnModuleInit, OnModuleDestroy {
  /** Owners of API keys, and whether they have a factor; only what was heard of since the last event is known. */
  private readonly owners = new Map<number, boolean>();
  private changes = 0;
  private subscription?: Subscription;

  constructor(
    private readonly settings: SettingsService,
    private readonly factors: Factors,
    private readonly live: LiveHub,
  ) {}

  onModuleInit(): void {
    this.subscription = this.live.events.subscribe(({ type, userId }) => {
      this.changes += 1;
      if (type === 'reconnected') this.owners.clear();
      if (type === 'user' && userId !== null) this.owners.delete(userId);
    });
  }

  onModuleDestroy(): void {
    this.subscription?.unsubscribe();
  }

  /** From when on people of this role need a second factor; null when they need none. */
  requiredFrom(role: string): Date | null {
    if (!(this.settings.get('security.secondFactorRoles') as readonly string[]).includes(role)) return null;
    const from = this.settings.get('security.secondFactorFrom');
    return from === '' ? AT_ONCE : new Date(from);
  }

  /** The same for one person; null as well when they have a factor. */
  async requiredFromFor(userId: number, role: string): Promise<Date | null> {
    const from = this.requiredFrom(role);
    return from === null || (await this.factors.hasAny(userId)) ? null : from;
  }

  /** True when people of this role need a second factor now. */
  isDueFor(role: string): boolean {
    const from = this.requiredFrom(role);
    return from !== null && from.getTime() <= Date.now();
  }

  /** Refuses a session that was opened by a password alone where more is needed, and the keys of people without any factor. */
  async require({ userId, role, credential }: Principal): Promise<void> {
    if (!this.isDueFor(role)) return;
    if (credential.kind === 'session' && (credential.secondFactor !== null || credential.impersonator !== null)) return;
    if (credential.kind === 'key' && (await this.ownerHasFactor(userId))) return;
    throw new ForbiddenError(
      'second_factor_required',
      credential.kind === 'key'
        ? 'The owner of this API key has to set up a second factor first.'
        : 'Set up a second factor first: your role needs one.',
    );
  }

  private async ownerHasFactor(userId: number): Promise<boolean> {
    const known = this.live.isListening ? this.owners.get(userId) : undefined;
    if (known !== undefined) return known;
    const before = this.changes;
    const hasFactor = await this.factors.hasAny(userId);
    if (this.owners.size >= MOST_OWNERS) this.owners.clear();
    // A factor that was removed while we read must not be remembered.
    if (this.live.isListening && before === this.changes) this.owners.set(userId, hasFactor);
    return hasFactor;
  }
}
