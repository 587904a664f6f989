import { Pipe, type PipeTransform } from '@angular/core';

import { moneyInWords } from './words';

/**
 * An amount in words, from its decimal text and currency. `signed` writes the plus of a gain, as ledgers do.
 * Not pure, because the words also depend on who reads them.
 */
@Pipe({ name: 'money', pure: false })
export class MoneyPipe implements PipeTransform {
  transform(amount: string, currency: string, sign: 'plain' | 'signed' = 'plain'): string {
    return moneyInWords(amount, currency, { sign: sign === 'signed' ? 'always' : 'negative' });
  }
}

/** An hourly rate in words: four decimals, because an hour of a small server costs less than a cent. Not pure, as {@link MoneyPipe}. */
@Pipe({ name: 'rate', pure: false })
export class RatePipe implements PipeTransform {
  transform(hourly: string, currency: string): string {
    return moneyInWords(hourly, currency, { decimals: 4 });
  }
}
