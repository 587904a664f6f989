/** Why a text or a figure is not an amount of money. */
export const MONEY_FAULTS = ['malformed', 'negative', 'too_many_decimals', 'too_large', 'unknown_currency'] as const;

export type MoneyFault = (typeof MONEY_FAULTS)[number];

const WORDING: Record<MoneyFault, string> = {
  malformed: 'This is not an amount. Write digits with a dot before the decimals, such as 25.00.',
  negative: 'The amount must not be negative.',
  too_many_decimals: 'The amount has more decimals than the currency.',
  too_large: 'The amount is too large.',
  unknown_currency: 'A currency is named by three capital letters, such as USD.',
};

/** Says which rule an amount breaks; the text that was refused is not repeated. */
export class InvalidMoney extends Error {
  override readonly name = 'InvalidMoney';

  constructor(readonly fault: MoneyFault) {
    super(WORDING[fault]);
  }
}
