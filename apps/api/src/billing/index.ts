import './payments/topics';
import { PaymentSchema } from './payments/payment.entity';
import { PackagePriceSchema } from './prices/package-price.entity';
import { WebhookEventSchema } from './webhooks/webhook-event.entity';

export { BalanceReader } from './balance/balance-reader';
export { BillingModule } from './billing.module';
export { Ledger } from './ledger/ledger';
export { LedgerVerifier } from './ledger/ledger-verifier';
export { CaptureService } from './payments/capture.service';
export { CheckoutService } from './payments/checkout.service';
export { PackagePrice } from './prices/package-price.entity';
export { PriceDto } from './prices/price.dto';
export { PriceList } from './prices/price-list';
export { UsageBilling } from './usage/usage-billing';
export { UsageMetering } from './usage/usage-metering';

export const billingEntities = [PackagePriceSchema, PaymentSchema, WebhookEventSchema];
