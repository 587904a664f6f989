import { Module } from '@nestjs/common';
import { AuthModule } from '@api/auth';
import { VirtfusionModule } from '@api/virtfusion';
import { BalanceController } from './balance/balance.controller';
import { BalanceReader } from './balance/balance-reader';
import { ReceiptWriter } from './documents/receipt-writer';
import { Ledger } from './ledger/ledger';
import { LedgerVerifier } from './ledger/ledger-verifier';
import { PriceController } from './prices/price.controller';
import { PriceList } from './prices/price-list';
import { PublicPlans } from './prices/public-plans';
import { TransactionController } from './transactions/transaction.controller';
import { TransactionReader } from './transactions/transaction-reader';
import { ChargeUsageHandler, UsageSchedule } from './usage/usage.handler';
import { UsageBilling } from './usage/usage-billing';
import { UsageMetering } from './usage/usage-metering';

/** Money: the ledger, prices, payments, usage, and the documents about them. */
@Module({
  imports: [AuthModule, VirtfusionModule],
  controllers: [BalanceController, PriceController, TransactionController],
  providers: [
    BalanceReader,
    ChargeUsageHandler,
    Ledger,
    LedgerVerifier,
    PriceList,
    PublicPlans,
    ReceiptWriter,
    TransactionReader,
    UsageBilling,
    UsageMetering,
    UsageSchedule,
  ],
  exports: [BalanceReader, Ledger, LedgerVerifier, PriceList, UsageBilling, UsageMetering],
})
export class BillingModule {}
