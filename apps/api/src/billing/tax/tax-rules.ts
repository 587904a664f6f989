import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { formatDecimal } from '@sky/money';
import { Clock } from '@api/platform';
import { SettingsService } from '@api/settings';
import { BillingDetails, type BillingParty } from '../details/billing-details';
import { taxed, type TaxSnapshot } from './tax-quote';
import { type CustomerKind, TaxRate } from './tax-rate.entity';

/** What a customer is to pay for a wished credit; amounts in micro-units. */
export interface TaxQuote {
  /** Tax included. */
  readonly amount: bigint;
  /** Null where no rate is set. */
  readonly snapshot: TaxSnapshot | null;
}

/** Finds the tax of a credit purchase by the customer's country and kind. */
@Injectable()
export class TaxRules {
  constructor(
    private readonly em: EntityManager,
    private readonly clock: Clock,
    private readonly settings: SettingsService,
    private readonly details: BillingDetails,
  ) {}

  /** The price of a credit at this moment; where no rate is set the price is the credit. */
  async quote(userId: number, credit: bigint): Promise<TaxQuote> {
    const party = await this.details.of(userId, null);
    const rate = await this.rateFor(party, this.clock.now());
    if (!rate) return { amount: credit, snapshot: null };
    const currency = this.settings.get('billing.currency');
    const { net, tax, gross } = taxed(credit, rate.mode, rate.rateBasisPoints, currency);
    const snapshot: TaxSnapshot = {
      mode: rate.mode,
      name: rate.name,
      rateBasisPoints: rate.rateBasisPoints,
      country: rate.country,
      customerKind: kindOf(party),
      net: formatDecimal(net, currency),
      tax: formatDecimal(tax, currency),
      gross: formatDecimal(gross, currency),
    };
    return { amount: gross, snapshot };
  }

  /**
   * A business has the rate of businesses, or that of consumers where there is none. Reverse charge never holds at home. Somebody
   * who tells no country is taxed as at home, so that leaving it empty saves nothing.
   */
  private async rateFor(party: BillingParty, at: Date): Promise<TaxRate | null> {
    const home = this.settings.get('company.country');
    const country = party.country || home;
    if (!country) return null;
    const business = kindOf(party) === 'business' ? await this.inForce(country, 'business', at) : null;
    if (business && (business.mode !== 'reverse_charge' || country !== home)) return business;
    return this.inForce(country, 'consumer', at);
  }

  private inForce(country: string, customerKind: CustomerKind, at: Date): Promise<TaxRate | null> {
    return this.em
      .fork()
      .findOne(
        TaxRate,
        { country, customerKind, validFrom: { $lte: at }, $or: [{ validTo: null }, { validTo: { $gt: at } }] },
        { orderBy: { validFrom: 'desc', id: 'desc' } },
      );
  }
}

function kindOf({ company, taxId }: BillingParty): CustomerKind {
  return company && taxId ? 'business' : 'consumer';
}
