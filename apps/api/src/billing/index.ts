import { PackagePriceSchema } from './prices/package-price.entity';

export { BalanceReader } from './balance/balance-reader';
export { BillingModule } from './billing.module';
export { Ledger } from './ledger/ledger';
export { LedgerVerifier } from './ledger/ledger-verifier';
export { PackagePrice } from './prices/package-price.entity';
export { PriceDto } from './prices/price.dto';
export { PriceList } from './prices/price-list';
export { UsageBilling } from './usage/usage-billing';
export { UsageMetering } from './usage/usage-metering';

export const billingEntities = [PackagePriceSchema];
