import cookie from '@fastify/cookie';
import { MikroORM } from '@mikro-orm/postgresql';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { BlockList, RateLimitTally, refuseBlockedAddresses } from '@api/audit';
import { SettingsService } from '@api/settings';
import { randomUUID } from 'node:crypto';
import { AppModule } from './app.module';
import { entities } from './entities';
import { Config } from './platform';
import { readEnv } from './platform/config';
import { migrate, ormOptions } from './platform/database';
import { readJsonOnly } from './platform/http/content-type';
import { refuseAddress, refuseConnection } from './platform/http/early-refusals';
import { answerHealthOnly } from './platform/http/health-only';
import { rememberRequests } from './platform/access/request-context';
import { sendSecurityHeaders } from './platform/http/headers';
import { serveApiDocument } from './platform/http/openapi';
import { routeUpgrades } from './platform/http/upgrades';
import { validation } from './platform/http/validation';
import { serveWebApps } from './platform/http/web-apps';
import { logAnswers } from './platform/logging/access-log';
import { createLogger } from './platform/logging/create-logger';
import { NestLogger } from './platform/logging/nest-logger';

const LARGEST_BODY_BYTES = 256 * 1024;

/** Fastify as every process and test uses it: strict paths, small bodies, our own request ids. */
export function httpAdapter(trustProxy: boolean): FastifyAdapter {
  return new FastifyAdapter({
    trustProxy,
    bodyLimit: LARGEST_BODY_BYTES,
    genReqId: () => randomUUID(),
    requestTimeout: 30_000,
    routerOptions: { maxParamLength: 200 },
    return503OnClosing: true,
    frameworkErrors: refuseAddress,
    clientErrorHandler: refuseConnection,
  });
}

/** Puts the parts around the routes in place: headers first, so that they are on every answer. */
export async function configure(app: NestFastifyApplication): Promise<void> {
  const config = app.get(Config);
  const { env } = config;
  const fastify = app.getHttpAdapter().getInstance();
  sendSecurityHeaders(fastify);
  rememberRequests(fastify);
  logAnswers(fastify, createLogger(env.LOG_LEVEL));
  if (!config.has('web')) answerHealthOnly(fastify);
  refuseBlockedAddresses(fastify, app.get(BlockList));
  app.get(RateLimitTally).watch(fastify);
  await app.register(cookie);
  app.setGlobalPrefix('api');
  app.useGlobalPipes(validation());
  app.enableShutdownHooks();
  serveApiDocument(app);
  await serveWebApps(fastify, env.WEB_ROOT, { brandCss: () => app.get(SettingsService).brandCss() });
  await app.init();
  routeUpgrades(fastify);
  readJsonOnly(fastify);
}

/** Migrates the database and builds the application, ready to listen. */
export async function createApp(): Promise<NestFastifyApplication> {
  const env = readEnv();
  await bringUpToDate(env.DATABASE_URL);
  const app = await NestFactory.create<NestFastifyApplication>(AppModule, httpAdapter(env.TRUST_PROXY), {
    rawBody: true,
    logger: new NestLogger(createLogger(env.LOG_LEVEL)),
    abortOnError: false,
  });
  await configure(app);
  return app;
}

/** Runs the migrations that are missing; whoever comes second waits. */
export async function bringUpToDate(databaseUrl: string): Promise<void> {
  const orm = await MikroORM.init(ormOptions(databaseUrl, entities, 2));
  try {
    await migrate(orm);
  } finally {
    await orm.close();
  }
}
