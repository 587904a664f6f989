import { EntityManager, LockMode } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { AuditLog } from '@api/audit';
import { Clock, ConflictError, NotFoundError, RefusedError } from '@api/platform';
import { SettingsService } from '@api/settings';
import { TaxRate, type TaxRule } from './tax-rate.entity';

/** Where staff say how credit purchases are taxed. The past stays readable: a rate is followed by another or ended. */
@Injectable()
export class TaxDesk {
  constructor(
    private readonly em: EntityManager,
    private readonly clock: Clock,
    private readonly settings: SettingsService,
    private readonly audit: AuditLog,
  ) {}

  /** All rates there ever were, by country and kind, newest first. */
  all(): Promise<TaxRate[]> {
    const orderBy = { country: 'asc', customerKind: 'asc', validFrom: 'desc', id: 'desc' } as const;
    return this.em.fork().find(TaxRate, {}, { orderBy, limit: 2_000 });
  }

  /** Has a rule hold from a moment on (at once when none is given), after the one that holds until then. */
  async set(rule: TaxRule, from: Date | null, setByUserId: number): Promise<TaxRate> {
    const now = this.clock.now();
    const validFrom = from ?? now;
    this.check(rule, validFrom, now);
    return this.em.transactional(async em => {
      const { country, customerKind } = rule;
      await em.execute('select pg_advisory_xact_lock(hashtext(?))', [`tax-rate:${country}:${customerKind}`]);
      const open = await em.findOne(TaxRate, { country, customerKind, validTo: null });
      if (open && open.validFrom > now && open.validFrom >= validFrom)
        throw new ConflictError('tax_rate_planned', 'A rate is planned for later already. End it first.');
      const before = { country, customerKind, validFrom: { $lte: validFrom } };
      const isOver = { $or: [{ validTo: null }, { validTo: { $gt: validFrom } }] };
      await em.nativeUpdate(TaxRate, { ...before, ...isOver }, { validTo: validFrom });
      const rate = TaxRate.set(rule, validFrom, setByUserId);
      await em.persist(rate).flush();
      await this.record(rate, open, rate);
      return rate;
    });
  }

  /** Ends a rate; one that is only planned never comes into force. */
  async end(id: number): Promise<void> {
    const now = this.clock.now();
    await this.em.transactional(async em => {
      const rate = await em.findOne(TaxRate, { id, validTo: null }, { lockMode: LockMode.PESSIMISTIC_WRITE });
      if (!rate) throw new NotFoundError('tax_rate_not_found', 'There is no such rate in force.');
      rate.validTo = rate.validFrom > now ? rate.validFrom : now;
      await em.flush();
      await this.record(rate, rate, null);
    });
  }

  private check({ country, customerKind, mode, rateBasisPoints }: TaxRule, validFrom: Date, now: Date): void {
    const refuse = (field: string, message: string) =>
      new RefusedError('invalid_tax_rate', 'This rate cannot be used.', [{ field, message }]);
    if (validFrom < now) throw refuse('validFrom', 'must not be in the past');
    const hasRate = mode === 'inclusive' || mode === 'exclusive';
    if (hasRate && rateBasisPoints === 0) throw refuse('rateBasisPoints', 'must be more than 0 where tax is taken');
    if (!hasRate && rateBasisPoints > 0) throw refuse('rateBasisPoints', 'must be 0 where no tax is taken');
    if (mode === 'reverse_charge' && customerKind !== 'business')
      throw refuse('customerKind', 'must be business for reverse charge');
    if (mode === 'reverse_charge' && country === this.settings.get('company.country'))
      throw refuse('mode', 'holds for businesses in other countries only');
  }

  private record(rate: TaxRate, before: TaxRate | null, after: TaxRate | null): Promise<void> {
    const words = (one: TaxRate | null) =>
      one && { mode: one.mode, rateBasisPoints: one.rateBasisPoints, name: one.name, validFrom: one.validFrom.toISOString() };
    return this.audit.record({
      action: 'tax-rate.changed',
      userId: null,
      target: { kind: 'tax-rate', id: rate.id },
      details: { country: rate.country, customerKind: rate.customerKind, before: words(before), after: words(after) },
    });
  }
}
