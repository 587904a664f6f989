import { Pipe, type PipeTransform } from '@angular/core';

import { formatMoney } from '@sky/money';

/** An amount in words, from its decimal text and currency. `signed` writes the plus of a gain, as ledgers do. */
@Pipe({ name: 'money' })
export class MoneyPipe implements PipeTransform {
  transform(amount: string, currency: string, sign: 'plain' | 'signed' = 'plain'): string {
    return formatMoney(amount, currency, { sign: sign === 'signed' ? 'always' : 'negative' });
  }
}

/** An hourly rate in words: four decimals, because an hour of a small server costs less than a cent. */
@Pipe({ name: 'rate' })
export class RatePipe implements PipeTransform {
  transform(hourly: string, currency: string): string {
    return formatMoney(hourly, currency, { decimals: 4 });
  }
}
