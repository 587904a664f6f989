import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { bringUpToDate } from './bootstrap';
import { AppModule } from './app.module';
import { readEnv } from './platform/config';

/** The API without HTTP, for commands: the database is migrated, the services are there. */
export async function commandContext(): Promise<INestApplicationContext> {
  await bringUpToDate(readEnv().DATABASE_URL);
  return NestFactory.createApplicationContext(AppModule, { logger: ['error', 'fatal'], abortOnError: false });
}
