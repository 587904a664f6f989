import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { z } from 'zod';
import { BadRequestError, type FieldProblem, RefusedError } from '@api/platform';
import { type SettingKey, SETTINGS } from './registry';
import { type SettingChange, SettingHistory } from './setting-history';
import { SettingsService } from './settings.service';

/** Changes settings by name, as a form or an integrator sends them. */
@Injectable()
export class SettingsEditor {
  constructor(
    private readonly em: EntityManager,
    private readonly settings: SettingsService,
    private readonly history: SettingHistory,
  ) {}

  /** Every setting with its present value. */
  list(): { key: SettingKey; value: unknown; isDefault: boolean }[] {
    return keys().map(key => ({ key, value: this.settings.get(key), isDefault: this.settings.isDefault(key) }));
  }

  /** Checks all values, then stores them together; one that breaks its rule, or no setting at all, and nothing changes. */
  async set(values: Readonly<Record<string, unknown>>): Promise<void> {
    const problems: FieldProblem[] = [];
    const changes: SettingChange[] = [];
    for (const [name, value] of Object.entries(values)) {
      const key = keys().find(known => known === name);
      const checked = key && (SETTINGS[key].schema as z.ZodType).safeParse(value);
      if (!key || !checked) problems.push({ field: name, message: 'is no setting' });
      else if (!checked.success) problems.push({ field: name, message: checked.error.issues[0]?.message ?? 'is not valid' });
      else changes.push({ key, before: this.settings.get(key), after: checked.data });
    }
    if (problems.length > 0) throw new BadRequestError('validation_failed', 'Some settings need your attention.', problems);
    const real = changes.filter(({ before, after }) => JSON.stringify(before) !== JSON.stringify(after));
    await this.protectCurrency(real);
    await this.em.transactional(async () => {
      await this.settings.store(real.map(({ key, after }) => [key, after]));
      await this.history.record(real);
    });
    await this.settings.reload();
  }

  /** The ledger is kept in the store's currency: it is fixed once money has moved. */
  private async protectCurrency(changes: readonly SettingChange[]): Promise<void> {
    if (!changes.some(({ key }) => key === 'billing.currency')) return;
    const [row] = await this.em
      .fork()
      .execute<{ moved: boolean }[]>('select exists (select 1 from ledger_transactions) as moved');
    if (row?.moved)
      throw new RefusedError('currency_fixed', 'Money has moved already, so the currency stays.', [
        { field: 'billing.currency', message: 'is fixed once money has moved' },
      ]);
  }
}

function keys(): SettingKey[] {
  return Object.keys(SETTINGS) as SettingKey[];
}
