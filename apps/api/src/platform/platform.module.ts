import { MikroOrmModule } from '@mikro-orm/nestjs';
import { PostgreSqlDriver } from '@mikro-orm/postgresql';
import { type DynamicModule, type ExecutionContext, Global, Module } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, DiscoveryModule } from '@nestjs/core';
import { ScheduleModule } from '@nestjs/schedule';
import { ThrottlerGuard, ThrottlerModule } from '@nestjs/throttler';
import type { FastifyRequest } from 'fastify';
import { accessRuleOf } from './access/allow';
import { isWellFormedApiKey, presentedKeyOf } from './access/api-key-format';
import { RouteAudit } from './access/route-audit';
import { Clock, DueWork } from './clock';
import { TestClockController } from './clock/test-clock.controller';
import { Config } from './config';
import { type EntityList, ormOptions, UnitsOfWork } from './database';
import { ErrorFilter } from './errors';
import { HealthController } from './health/health.controller';
import { ForgetOldRequestsHandler } from './http/forget-old-requests.handler';
import { IdempotencyInterceptor } from './http/idempotency';
import { WindowCounters } from './http/window-counters';
import { IdempotentRequestSchema } from './http/idempotency.entity';
import { JobsController } from './jobs/jobs.controller';
import { JobsOverview } from './jobs/jobs-overview';
import { Jobs, Queue, Worker } from './jobs';
import { LiveHub } from './live';
import { LiveController } from './live/live.controller';
import { BudgetStore } from './rates/budget-store';
import { ForgetOldWindowsHandler } from './rates/forget-old-windows.handler';
import { PostgresBudgets } from './rates/postgres-budgets';
import { RedisBudgets } from './rates/redis-budgets';
import { SharedLimiter } from './rates/shared-limiter';
import { Canary } from './sealed/canary';
import { SealedBox } from './sealed/sealed-box';
import { SealedColumns } from './sealed/sealed-columns';

/** The metadata that `@Throttle` puts on a handler; the package does not export its name. */
const OWN_LIMIT = 'THROTTLER:LIMITdefault';

/** One count for an address, whatever it asks for; a route with a limit of its own has a count of its own. */
function countedAs(context: ExecutionContext, address: string): string {
  const handler = context.getHandler();
  return Reflect.hasMetadata(OWN_LIMIT, handler) ? `${handler.name} ${address}` : address;
}

/** Keys have a limit of their own, over all processes, on the routes that they may call. */
function isCountedByKey(context: ExecutionContext): boolean {
  if (accessRuleOf(context.getHandler())?.scope === undefined) return false;
  const key = presentedKeyOf(context.switchToHttp().getRequest<FastifyRequest>());
  return key !== null && isWellFormedApiKey(key);
}

/** The general limit counts by the minute; `auth` has stricter limits of its own. */
const A_MINUTE_MS = 60_000;

@Global()
@Module({ providers: [Config], exports: [Config] })
class ConfigModule {}

/** Everything the features stand on. It knows none of them; their entities are handed in. */
@Global()
@Module({})
export class PlatformModule {
  static with(entities: EntityList): DynamicModule {
    const providers = [
      Clock,
      DueWork,
      IdempotencyInterceptor,
      Jobs,
      JobsOverview,
      LiveHub,
      Queue,
      SealedBox,
      SealedColumns,
      SharedLimiter,
      Worker,
    ];
    return {
      module: PlatformModule,
      imports: [
        ConfigModule,
        DiscoveryModule,
        MikroOrmModule.forRootAsync({
          driver: PostgreSqlDriver,
          inject: [Config],
          useFactory: ({ env }: Config) => ({
            ...ormOptions(env.DATABASE_URL, [...entities, IdempotentRequestSchema], env.DATABASE_POOL_SIZE),
            registerRequestContext: false,
          }),
        }),
        ScheduleModule.forRootAsync({
          inject: [Config],
          useFactory: (config: Config) => {
            const isOn = config.has('worker') && config.env.NODE_ENV !== 'test';
            return { cronJobs: isOn, intervals: isOn, timeouts: isOn };
          },
        }),
        ThrottlerModule.forRootAsync({
          inject: [Config],
          useFactory: ({ env }: Config) => ({
            throttlers: [{ name: 'default', ttl: A_MINUTE_MS, limit: env.REQUESTS_PER_MINUTE }],
            storage: new WindowCounters(),
            generateKey: countedAs,
            skipIf: isCountedByKey,
          }),
        }),
      ],
      controllers: [HealthController, JobsController, LiveController, TestClockController],
      providers: [
        ...providers,
        Canary,
        ForgetOldRequestsHandler,
        ForgetOldWindowsHandler,
        PostgresBudgets,
        {
          provide: BudgetStore,
          inject: [Config, PostgresBudgets],
          useFactory: ({ env }: Config, database: PostgresBudgets) =>
            env.REDIS_URL === '' ? database : new RedisBudgets(env.REDIS_URL, database),
        },
        RouteAudit,
        UnitsOfWork,
        { provide: APP_FILTER, useClass: ErrorFilter },
        { provide: APP_GUARD, useClass: ThrottlerGuard },
      ],
      exports: providers,
    };
  }
}
