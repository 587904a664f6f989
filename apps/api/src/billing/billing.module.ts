import { Module } from '@nestjs/common';
import { PayPal, PayPalHttpClient } from '@sky/integrations/paypal';
import { AuthModule } from '@api/auth';
import { Config } from '@api/platform';
import { VirtfusionModule } from '@api/virtfusion';
import { AttemptHistory } from './auto-top-up/attempt-history';
import { AutomaticTopUpController } from './auto-top-up/automatic-top-up.controller';
import { AutomaticTopUpDesk } from './auto-top-up/automatic-top-up-desk';
import { AutomaticTopUpRunner, AutomaticTopUpSweeper } from './auto-top-up/automatic-top-up-runner';
import { ForgetSourceHandler } from './auto-top-up/forget-source.handler';
import { PaymentSources } from './auto-top-up/payment-sources';
import { SourceNews } from './auto-top-up/source-news';
import { DisputeController } from './disputes/dispute.controller';
import { DisputeDesk } from './disputes/dispute-desk';
import { DisputeReader } from './disputes/dispute-reader';
import { BankTransferGateway } from './gateways/bank/bank-transfer-gateway';
import { Gateways } from './gateways/gateways';
import { PayPalGateway } from './gateways/paypal/paypal-gateway';
import { BankDesk } from './payments/bank-desk';
import { PaymentHistory } from './payments/payment-history';
import { WaysToPay } from './payments/ways-to-pay';
import { RefundController } from './refunds/refund.controller';
import { RefundDesk } from './refunds/refund-desk';
import { RefundNews } from './refunds/refund-news';
import { RefundReader } from './refunds/refund-reader';
import { RefundSchedule, RefundSender, RefundSweeper, TakeBackHandler } from './refunds/refund-sender';
import { TakeBack } from './refunds/take-back';
import { DailySettlement, SettlementCheck } from './settlement/settlement-check';
import { SettlementBooks } from './settlement/settlement-books';
import { SettlementController } from './settlement/settlement.controller';
import { SettlementDesk } from './settlement/settlement-desk';
import { RefusedDeliveries } from './webhooks/refused-deliveries';
import { EventSubjects } from './webhooks/event-subject';
import { WebhookProver } from './webhooks/webhook-proof';
import { WebhookRehearsal } from './webhooks/webhook-rehearsal';
import { WebhookReplay } from './webhooks/webhook-replay';
import { BalanceController } from './balance/balance.controller';
import { BalanceReader } from './balance/balance-reader';
import { StaffCreditController } from './credits/staff-credit.controller';
import { StaffCreditReader } from './credits/staff-credit-reader';
import { StaffCredits } from './credits/staff-credits';
import { BillingDetails } from './details/billing-details';
import { BillingDetailsController } from './details/billing-details.controller';
import { DocumentWriter } from './documents/document-writer';
import { Documents } from './documents/documents';
import { Letterhead } from './documents/letterhead';
import { AccountProof } from './ledger/account-proof';
import { Ledger } from './ledger/ledger';
import { LedgerController } from './ledger/ledger.controller';
import { LedgerVerifications } from './ledger/ledger-verifications';
import { LedgerVerifier } from './ledger/ledger-verifier';
import { BuyerReturn } from './payments/buyer-return';
import { CaptureService } from './payments/capture.service';
import { CheckoutService } from './payments/checkout.service';
import { CreditPurchase } from './payments/credit-purchase';
import { OrderOpener } from './payments/order-opener';
import { PaymentController } from './payments/payment.controller';
import { PaymentDesk } from './payments/payment-desk';
import { PaymentDeskController } from './payments/payment-desk.controller';
import { PaymentReader } from './payments/payment-reader';
import { PaymentRepository } from './payments/payment.repository';
import { PaymentSchedule, PaymentSweeper, SettlePaymentHandler } from './payments/payment-sweeper';
import { BillingData } from './personal-data';
import { CreditMirror } from './mirror/credit-mirror';
import { MirrorController } from './mirror/mirror.controller';
import { MirrorCreditHandler, MirrorSchedule, MirrorSweeper } from './mirror/mirror.handlers';
import { MirrorDesk } from './mirror/mirror-desk';
import { MirrorStore } from './mirror/mirror-store';
import { ExpirePromoCreditHandler, PromoSchedule, TopUpChangedHandler } from './promo-codes/promo.handlers';
import { PromoCodeController } from './promo-codes/promo-code.controller';
import { PromoCodeDesk } from './promo-codes/promo-code-desk';
import { PromoGrants } from './promo-codes/promo-grants';
import { PromoRedemption } from './promo-codes/promo-redemption';
import { PromoRewards } from './promo-codes/promo-rewards';
import { Books } from './reconciliation/books';
import { Reconciliation } from './reconciliation/reconciliation';
import { ReconciliationController } from './reconciliation/reconciliation.controller';
import { ReconcileHandler, ReconciliationSchedule } from './reconciliation/reconciliation.handlers';
import { ReconciliationDesk } from './reconciliation/reconciliation-desk';
import { PriceController } from './prices/price.controller';
import { PriceList } from './prices/price-list';
import { PublicPlans } from './prices/public-plans';
import { StatementController } from './statements/statement.controller';
import { StatementReader } from './statements/statement-reader';
import { Statements } from './statements/statements';
import { TaxDesk } from './tax/tax-desk';
import { TaxRateController } from './tax/tax-rate.controller';
import { TaxRules } from './tax/tax-rules';
import { TransactionController } from './transactions/transaction.controller';
import { TransactionDeskController } from './transactions/transaction-desk.controller';
import { TransactionEvidence } from './transactions/transaction-evidence';
import { TransactionExport } from './transactions/transaction-export';
import { TransactionReader } from './transactions/transaction-reader';
import { ChargeUsageHandler, UsageSchedule } from './usage/usage.handler';
import { UsageBilling } from './usage/usage-billing';
import { UsageMetering } from './usage/usage-metering';
import { DebtController } from './debt/debt.controller';
import { BalanceRoseHandler, ClimbDebtLadderHandler } from './debt/debt.handlers';
import { DebtLadder } from './debt/debt-ladder';
import { DebtNews } from './debt/debt-news';
import { DebtorReader } from './debt/debtor-reader';
import { ForecastController } from './forecast/forecast.controller';
import { Forecaster } from './forecast/forecaster';
import { LowBalanceNotices, NoticeLowBalanceHandler } from './forecast/low-balance-notices';
import { PriceChangeController } from './prices/price-change.controller';
import { PriceChanges } from './prices/price-changes';
import { RunningPrices } from './prices/running-prices';
import { BillingRuns } from './runs/billing-runs';
import { RunController } from './runs/run.controller';
import { RunPlanner } from './runs/run-planner';
import { RunReader } from './runs/run-reader';
import { MeterIncidents } from './usage/meter-incidents';
import { Meters } from './usage/meters';
import { UsageController } from './usage/usage.controller';
import { UsageReader } from './usage/usage-reader';
import { VirtfusionMeter } from './usage/virtfusion-meter';
import { WebhookController } from './webhooks/webhook.controller';
import { WebhookInbox } from './webhooks/webhook-inbox';
import { WebhookProcessor } from './webhooks/webhook-processor';
import { WebhookReader } from './webhooks/webhook-reader';
import { KeyBalanceController } from './balance/key-balance.controller';

/** Money: the ledger, prices, payments, usage, and the documents about them. */
@Module({
  imports: [AuthModule, VirtfusionModule],
  controllers: [
    AutomaticTopUpController,
    DisputeController,
    RefundController,
    SettlementController,
    KeyBalanceController,
    BalanceController,
    LedgerController,
    MirrorController,
    PromoCodeController,
    ReconciliationController,
    StaffCreditController,
    BillingDetailsController,
    PaymentController,
    PaymentDeskController,
    DebtController,
    ForecastController,
    PriceChangeController,
    PriceController,
    RunController,
    UsageController,
    StatementController,
    TaxRateController,
    TransactionController,
    TransactionDeskController,
    WebhookController,
  ],
  providers: [
    AttemptHistory,
    AutomaticTopUpDesk,
    AutomaticTopUpRunner,
    AutomaticTopUpSweeper,
    ForgetSourceHandler,
    PaymentSources,
    SourceNews,
    DisputeDesk,
    DisputeReader,
    BankTransferGateway,
    Gateways,
    PayPalGateway,
    BankDesk,
    PaymentHistory,
    WaysToPay,
    RefundDesk,
    RefundNews,
    RefundReader,
    RefundSchedule,
    RefundSender,
    RefundSweeper,
    TakeBack,
    DailySettlement,
    SettlementCheck,
    SettlementBooks,
    SettlementDesk,
    RefusedDeliveries,
    EventSubjects,
    WebhookProver,
    WebhookRehearsal,
    WebhookReplay,
    AccountProof,
    Books,
    CreditMirror,
    ExpirePromoCreditHandler,
    LedgerVerifications,
    MirrorCreditHandler,
    MirrorDesk,
    MirrorSchedule,
    MirrorStore,
    MirrorSweeper,
    PromoCodeDesk,
    PromoGrants,
    PromoRedemption,
    PromoRewards,
    PromoSchedule,
    ReconcileHandler,
    Reconciliation,
    ReconciliationDesk,
    ReconciliationSchedule,
    StaffCreditReader,
    StaffCredits,
    TopUpChangedHandler,
    BalanceReader,
    BillingData,
    BillingDetails,
    BuyerReturn,
    CaptureService,
    ChargeUsageHandler,
    CheckoutService,
    CreditPurchase,
    Documents,
    DocumentWriter,
    Ledger,
    LedgerVerifier,
    Letterhead,
    OrderOpener,
    PaymentDesk,
    PaymentReader,
    PaymentRepository,
    PaymentSchedule,
    PaymentSweeper,
    PriceList,
    PublicPlans,
    SettlePaymentHandler,
    TakeBackHandler,
    StatementReader,
    Statements,
    TaxDesk,
    TaxRules,
    TransactionEvidence,
    TransactionExport,
    TransactionReader,
    BalanceRoseHandler,
    BillingRuns,
    ClimbDebtLadderHandler,
    DebtLadder,
    DebtNews,
    DebtorReader,
    Forecaster,
    LowBalanceNotices,
    MeterIncidents,
    Meters,
    NoticeLowBalanceHandler,
    PriceChanges,
    RunningPrices,
    RunPlanner,
    RunReader,
    UsageBilling,
    UsageMetering,
    UsageReader,
    VirtfusionMeter,
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
  exports: [
    BalanceReader,
    CaptureService,
    CheckoutService,
    Ledger,
    LedgerVerifier,
    PriceList,
    UsageBilling,
    UsageMetering,
    Meters,
    DebtLadder,
  ],
})
export class BillingModule {}
