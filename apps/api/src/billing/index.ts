import './debt/topics';
import './payments/topics';
import { AutomaticTopUpSchema } from './auto-top-up/automatic-top-up.entity';
import { PaymentSourceSchema } from './auto-top-up/payment-source.entity';
import { DisputeSchema } from './disputes/dispute.entity';
import { BankArrivalSchema } from './gateways/bank/bank-arrival.entity';
import { PaymentSchema } from './payments/payment.entity';
import { PackagePriceSchema } from './prices/package-price.entity';
import { TaxRateSchema } from './tax/tax-rate.entity';
import { RefundSchema } from './refunds/refund.entity';
import { WebhookEventSchema } from './webhooks/webhook-event.entity';

export { BalanceReader } from './balance/balance-reader';
export { BillingModule } from './billing.module';
export { StaffCredits } from './credits/staff-credits';
export { DebtLadder } from './debt/debt-ladder';
export { Ledger } from './ledger/ledger';
export { LedgerVerifier } from './ledger/ledger-verifier';
export { CaptureService } from './payments/capture.service';
export { CheckoutService } from './payments/checkout.service';
export { PackagePrice } from './prices/package-price.entity';
export { PriceDto } from './prices/price.dto';
export { PriceList } from './prices/price-list';
export { PromoCodeDesk } from './promo-codes/promo-code-desk';
export { PromoRedemption } from './promo-codes/promo-redemption';
export { BillingDetails } from './details/billing-details';
export { RefundDesk } from './refunds/refund-desk';
export { TaxDesk } from './tax/tax-desk';
export { costUpTo, type MeterState, nextMonth } from './usage/hour-rule';
export { Meters } from './usage/meters';
export { UsageBilling } from './usage/usage-billing';
export { UsageMetering } from './usage/usage-metering';

export const billingEntities = [
  AutomaticTopUpSchema,
  BankArrivalSchema,
  DisputeSchema,
  PaymentSourceSchema,
  RefundSchema,
  PackagePriceSchema,
  PaymentSchema,
  TaxRateSchema,
  WebhookEventSchema,
];
