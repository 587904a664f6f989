import { EntityManager, LockMode } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { PayPal } from '@sky/integrations/paypal';
import { UpstreamError } from '@sky/integrations/upstream';
import { formatDecimal, formatMoney, parseMoney } from '@sky/money';
import { AuditLog } from '@api/audit';
import { Clock, Jobs, NotFoundError, RefusedError, UnavailableError } from '@api/platform';
import { SettingsService } from '@api/settings';
import { Gateways } from '../gateways/gateways';
import { readAmount } from '../read-amount';
import { type Attempts, AttemptHistory } from './attempt-history';
import { AutomaticTopUp, type TopUpTerms } from './automatic-top-up.entity';
import type { PaymentSource } from './payment-source.entity';
import { PaymentSources } from './payment-sources';

const REQUEST_TIMEOUT_MS = 7_000;

/** What a customer wishes, as they typed it. */
export interface TopUpWish {
  readonly isOn: boolean;
  readonly daysAhead: number;
  /** As much as is needed where it is not named. */
  readonly fixedAmount?: string | undefined;
  readonly dayCap: string;
  readonly monthCap: string;
}

/** How automatic top-up stands for a customer. */
export interface TopUpStanding {
  /** The host offers it. */
  readonly isOffered: boolean;
  readonly source: PaymentSource | null;
  readonly terms: AutomaticTopUp | null;
  readonly attempts: Attempts;
  readonly currency: string;
}

/** What a customer decides about automatic top-ups, and about the way to pay that is kept for them. */
@Injectable()
export class AutomaticTopUpDesk {
  private readonly paypal: PayPal;

  constructor(
    private readonly em: EntityManager,
    private readonly sources: PaymentSources,
    private readonly history: AttemptHistory,
    private readonly gateways: Gateways,
    private readonly settings: SettingsService,
    private readonly jobs: Jobs,
    private readonly clock: Clock,
    private readonly audit: AuditLog,
    paypal: PayPal,
  ) {
    this.paypal = paypal.within(REQUEST_TIMEOUT_MS);
  }

  async of(userId: number): Promise<TopUpStanding> {
    const now = this.clock.now();
    const terms = await this.em.fork().findOne(AutomaticTopUp, { userId });
    return {
      isOffered: this.isOffered,
      source: await this.sources.ofUser(userId),
      terms,
      attempts: await this.history.of(userId, terms?.beganAt ?? now, now),
      currency: this.settings.get('billing.currency'),
    };
  }

  /** Sets the terms; turning it on needs a stored way to pay. */
  async set(userId: number, wish: TopUpWish): Promise<TopUpStanding> {
    const terms = this.read(wish);
    if (terms.isOn) await this.refuseWithoutSource(userId);
    await this.em.fork().transactional(async em => {
      const at = this.clock.now();
      const known = await em.findOne(AutomaticTopUp, { userId }, { lockMode: LockMode.PESSIMISTIC_WRITE });
      known?.change(terms, at);
      if (!known) em.persist(AutomaticTopUp.of(userId, terms, at));
      await em.flush();
      const currency = this.settings.get('billing.currency');
      await this.audit.record({
        action: 'automatic-top-up.changed',
        userId,
        details: { isOn: terms.isOn, daysAhead: terms.daysAhead, dayCap: formatDecimal(terms.dayCap, currency) },
      });
      if (terms.isOn) await this.jobs.add('billing.automatic-top-up', { userId }, { singletonKey: `automatic-top-up:${userId}` });
    });
    return this.of(userId);
  }

  /** Has PayPal forget the way to pay, then forgets it here; automatic top-up ends with it. */
  async removeSource(userId: number): Promise<void> {
    const source = await this.sources.ofUser(userId);
    if (!source) throw new NotFoundError('no_payment_source', 'There is no stored way to pay.');
    try {
      await this.paypal.forgetSource(source.vaultId);
    } catch (error) {
      if (!(error instanceof UpstreamError)) throw error;
      throw new UnavailableError('payments_unavailable', 'PayPal could not be told. Nothing was removed; try again in a moment.');
    }
    await this.em.fork().transactional(async em => {
      const terms = await em.findOne(AutomaticTopUp, { userId }, { lockMode: LockMode.PESSIMISTIC_WRITE });
      if (terms?.isOn === true) terms.stop('You removed the stored way to pay.', this.clock.now());
    });
    await this.sources.drop(source.id, 'Removed by the customer.');
  }

  private get isOffered(): boolean {
    return (
      this.settings.get('billing.automaticTopUp') && this.gateways.offered().some(({ capabilities }) => capabilities.keepsSources)
    );
  }

  private async refuseWithoutSource(userId: number): Promise<void> {
    if (!this.isOffered) throw new RefusedError('automatic_top_up_off', 'Automatic top-up is not offered here.');
    if (await this.sources.ofUser(userId)) return;
    throw new RefusedError(
      'no_payment_source',
      'There is no stored way to pay yet. Add credit once and let PayPal remember it for you.',
    );
  }

  private read({ isOn, daysAhead, fixedAmount, dayCap, monthCap }: TopUpWish): TopUpTerms {
    const currency = this.settings.get('billing.currency');
    const terms = {
      isOn,
      daysAhead,
      fixedAmount: fixedAmount === undefined ? null : readAmount(fixedAmount, currency, 'fixedAmount'),
      dayCap: readAmount(dayCap, currency, 'dayCap'),
      monthCap: readAmount(monthCap, currency, 'monthCap'),
    };
    const least = parseMoney(this.settings.get('billing.minimumTopUp'), currency);
    const most = parseMoney(this.settings.get('billing.maximumTopUp'), currency);
    const fixed = terms.fixedAmount;
    if (fixed !== null && (fixed < least || fixed > most))
      throw refused('fixedAmount', `It must be between ${formatMoney(least, currency)} and ${formatMoney(most, currency)}.`);
    const needed = fixed ?? least;
    if (terms.dayCap < needed)
      throw refused('dayCap', `Less than ${formatMoney(needed, currency)} a day leaves no room for a top-up.`);
    if (terms.monthCap < terms.dayCap) throw refused('monthCap', 'The limit of a month cannot be below that of a day.');
    return terms;
  }
}

function refused(field: string, message: string): RefusedError {
  return new RefusedError('invalid_amount', message, [{ field, message }]);
}
