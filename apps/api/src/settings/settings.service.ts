import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable, Logger, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { brandTokens } from '@sky/brand';
import type { Subscription } from 'rxjs';
import { LiveHub } from '@api/platform';
import { type SettingKey, SETTINGS, type SettingValue } from './registry';

const CHANGED = 'settings-changed';

/** Settings of the business, read from memory; a change by any process reaches all of them. */
@Injectable()
export class SettingsService implements OnModuleInit, OnModuleDestroy {
  private readonly log = new Logger(SettingsService.name);
  private values = new Map<string, unknown>();
  private css = '';
  private subscription?: Subscription;

  constructor(
    private readonly em: EntityManager,
    private readonly live: LiveHub,
  ) {}

  async onModuleInit(): Promise<void> {
    await this.reload();
    this.subscription = this.live.events.subscribe(event => {
      if (event.type === CHANGED || event.type === 'reconnected') void this.reload();
    });
  }

  onModuleDestroy(): void {
    this.subscription?.unsubscribe();
  }

  get<Key extends SettingKey>(key: Key): SettingValue<Key> {
    const stored = this.values.get(key);
    return (stored === undefined ? SETTINGS[key].fallback : stored) as SettingValue<Key>;
  }

  /** Stores a value; throws a ZodError when it breaks the setting's rule. */
  async set<Key extends SettingKey>(key: Key, value: SettingValue<Key>): Promise<void> {
    const checked = SETTINGS[key].schema.parse(value);
    await this.store([[key, checked]]);
    await this.reload();
  }

  /** Stores values that were checked; part of the surrounding transaction, after which every process reads them. */
  async store(values: readonly (readonly [SettingKey, unknown])[]): Promise<void> {
    for (const [key, value] of values)
      await this.em.execute(
        `insert into settings (key, value) values (?, ?::jsonb) on conflict (key) do update set value = excluded.value, updated_at = now()`,
        [key, JSON.stringify(value)],
      );
    await this.live.publish({ type: CHANGED, userId: null, data: {} });
  }

  /** True while nobody has changed the setting. */
  isDefault(key: SettingKey): boolean {
    return !this.values.has(key);
  }

  /** The colour tokens of the host's brand, ready for a style element. */
  brandCss(): string {
    return this.css;
  }

  /** Reads every setting again. */
  async reload(): Promise<void> {
    const rows = await this.em.execute<{ key: string; value: unknown }[]>('select key, value from settings');
    const known = rows.flatMap(({ key, value }) => {
      const rule = (SETTINGS as Record<string, { schema: { safeParse(value: unknown): { success: boolean } } } | undefined>)[key];
      if (rule?.schema.safeParse(value).success) return [[key, value] as const];
      this.log.warn({ key }, 'a stored setting is not valid and is ignored');
      return [];
    });
    this.values = new Map(known);
    this.css = brandTokens({
      primary: this.get('brand.primary'),
      secondary: this.get('brand.secondary'),
      accent: this.get('brand.accent'),
    });
  }
}
