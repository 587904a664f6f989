import { Module } from '@nestjs/common';
import { PayPal, PayPalHttpClient } from '@sky/integrations/paypal';
import { AuthModule } from '@api/auth';
import { Config } from '@api/platform';
import { VirtfusionModule } from '@api/virtfusion';
import { BalanceController } from './balance/balance.controller';
import { BalanceReader } from './balance/balance-reader';
import { BillingDetails } from './details/billing-details';
import { BillingDetailsController } from './details/billing-details.controller';
import { ReceiptWriter } from './documents/receipt-writer';
import { Ledger } from './ledger/ledger';
import { LedgerVerifier } from './ledger/ledger-verifier';
import { BuyerReturn } from './payments/buyer-return';
import { CaptureService } from './payments/capture.service';
import { CheckoutService } from './payments/checkout.service';
import { CreditPurchase } from './payments/credit-purchase';
import { OrderOpener } from './payments/order-opener';
import { PaymentController } from './payments/payment.controller';
import { PaymentDesk } from './payments/payment-desk';
import { PaymentDeskController } from './payments/payment-desk.controller';
import { PaymentInquiry } from './payments/payment-inquiry';
import { PaymentReader } from './payments/payment-reader';
import { PaymentRepository } from './payments/payment.repository';
import { PaymentSchedule, PaymentSweeper, SettlePaymentHandler, TakeBackHandler } from './payments/payment-sweeper';
import { RefundService } from './payments/refund.service';
import { BillingData } from './personal-data';
import { PriceController } from './prices/price.controller';
import { PriceList } from './prices/price-list';
import { PublicPlans } from './prices/public-plans';
import { TransactionController } from './transactions/transaction.controller';
import { TransactionReader } from './transactions/transaction-reader';
import { ChargeUsageHandler, UsageSchedule } from './usage/usage.handler';
import { UsageBilling } from './usage/usage-billing';
import { UsageMetering } from './usage/usage-metering';
import { WebhookController } from './webhooks/webhook.controller';
import { WebhookInbox } from './webhooks/webhook-inbox';
import { WebhookProcessor } from './webhooks/webhook-processor';
import { WebhookReader } from './webhooks/webhook-reader';
import { KeyBalanceController } from './balance/key-balance.controller';

/** Money: the ledger, prices, payments, usage, and the documents about them. */
@Module({
  imports: [AuthModule, VirtfusionModule],
  controllers: [
    KeyBalanceController,
    BalanceController,
    BillingDetailsController,
    PaymentController,
    PaymentDeskController,
    PriceController,
    TransactionController,
    WebhookController,
  ],
  providers: [
    BalanceReader,
    BillingData,
    BillingDetails,
    BuyerReturn,
    CaptureService,
    ChargeUsageHandler,
    CheckoutService,
    CreditPurchase,
    Ledger,
    LedgerVerifier,
    OrderOpener,
    PaymentDesk,
    PaymentInquiry,
    PaymentReader,
    PaymentRepository,
    PaymentSchedule,
    PaymentSweeper,
    PriceList,
    PublicPlans,
    ReceiptWriter,
    RefundService,
    SettlePaymentHandler,
    TakeBackHandler,
    TransactionReader,
    UsageBilling,
    UsageMetering,
    UsageSchedule,
    WebhookInbox,
    WebhookProcessor,
    WebhookReader,
    {
      provide: PayPal,
      inject: [Config],
      useFactory: ({ env }: Config) =>
        new PayPalHttpClient({
          apiBase: env.PAYPAL_API_BASE,
          clientId: env.PAYPAL_CLIENT_ID,
          clientSecret: env.PAYPAL_CLIENT_SECRET,
        }),
    },
  ],
  exports: [BalanceReader, CaptureService, CheckoutService, Ledger, LedgerVerifier, PriceList, UsageBilling, UsageMetering],
})
export class BillingModule {}
