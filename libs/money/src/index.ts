export { currencyDecimals } from './currency';
export { formatDecimal, parseMoney, type ParseMoneyOptions } from './decimal';
export { chargeForHours, hourCharge, hourlyPrice, HOURS_PER_MONTH, hoursLeft, isUsedUp } from './hourly';
export { InvalidMoney, MONEY_FAULTS, type MoneyFault } from './invalid-money';
export { divideRounded, MICRO, MICRO_DECIMALS, roundToCurrency } from './rounding';
export { formatMoney, type FormatMoneyOptions } from './wording';
