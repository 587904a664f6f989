import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { writeFileSync } from 'node:fs';

// The document needs no database: modules are built in preview, nothing connects. The environment only has to be well formed.
process.env['DATABASE_URL'] ??= 'postgresql://preview@127.0.0.1:1/preview';
process.env['SESSION_SECRET'] ??= 'a'.repeat(32);
process.env['APP_KEY'] ??= 'b'.repeat(32);
const { AppModule } = await import('./app.module');
const { describeApi } = await import('./platform/http/openapi');

const app = await NestFactory.create(AppModule, new FastifyAdapter(), { preview: true, logger: ['error'], abortOnError: false });
app.setGlobalPrefix('api');
writeFileSync(process.argv[2] ?? 'dist/openapi.json', `${JSON.stringify(describeApi(app), null, 2)}\n`);
await app.close();
