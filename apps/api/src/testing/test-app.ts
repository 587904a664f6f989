import { EntityManager, MikroORM } from '@mikro-orm/postgresql';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import { createSandbox, type Sandbox } from '@sky/simulators';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Clock, DueWork } from '../platform';
import { type JobTopic, Worker } from '../platform/jobs';
import { Browser } from './browser';
import { type FreshDatabase, freshDatabase } from './fresh-database';
import { Make } from './make';

export interface TestAppOptions {
  /** Further environment of the app, such as limits. */
  readonly env?: Readonly<Record<string, string>>;
  /** Listens on a port of its own, so that webhooks and sockets reach it. */
  readonly listen?: boolean;
}

/** The running product of one test file: real PostgreSQL, the sandbox over HTTP, no schedules; jobs run when they are told to. */
export interface TestApp {
  readonly app: NestFastifyApplication;
  readonly sandbox: Sandbox;
  readonly make: Make;
  readonly em: EntityManager;
  readonly url: string;
  readonly databaseUrl: string;
  /** Works off all jobs that are due (of these topics); returns how many ran. */
  runDueJobs(...topics: JobTopic[]): Promise<number>;
  /** Runs due jobs until the condition holds, because the sandbox builds in real time. */
  until(condition: () => Promise<boolean>, what: string): Promise<void>;
  /** Moves business time and does what became due. */
  advance(hours: number): Promise<void>;
  browser(): Browser;
}

const LONGEST_WAIT_MS = 8_000;
/** Dropping a database waits for the disk, which many test files share. */
const LONGEST_TEAR_DOWN_MS = 90_000;

/** Declares the set-up and tear-down of a test file and returns the app, which is there once tests run. */
export function testApp(options: TestAppOptions = {}): TestApp {
  let running: { app: NestFastifyApplication; sandbox: Sandbox; database: FreshDatabase; url: string; make: Make } | undefined;
  const before = { ...process.env };

  beforeAll(async () => {
    const database = await freshDatabase();
    const sandbox = await createSandbox({ port: 0, buildSeconds: 0.4, powerSeconds: 0.2 });
    Object.assign(process.env, environmentFor(database, sandbox), options.env);
    const { AppModule } = await import('../app.module');
    const { configure, httpAdapter } = await import('../bootstrap');
    const module = await Test.createTestingModule({ imports: [AppModule] }).compile();
    const app = module.createNestApplication<NestFastifyApplication>(httpAdapter(false), {
      rawBody: true,
      logger: ['error', 'fatal'],
    });
    await configure(app);
    await app.getHttpAdapter().getInstance().ready();
    if (options.listen) await app.listen(0, '127.0.0.1');
    const url = options.listen ? await app.getUrl() : '';
    if (options.listen) sandbox.paypal.webhookUrl = `${url}/api/billing/paypal/webhook`;
    running = { app, sandbox, database, url, make: new Make(app) };
  });

  afterAll(async () => {
    await running?.app.close();
    await running?.sandbox.stop();
    await running?.database.drop();
    if (running) await rm(filesOf(running.database.url), { recursive: true, force: true });
    process.env = before;
  }, LONGEST_TEAR_DOWN_MS);

  const now = () => {
    if (!running) throw new Error('The app is there inside tests only');
    return running;
  };
  const runDueJobs = (...topics: JobTopic[]) =>
    now()
      .app.get(Worker)
      .runDue(topics.length > 0 ? topics : undefined);
  return {
    get app() {
      return now().app;
    },
    get sandbox() {
      return now().sandbox;
    },
    get make() {
      return now().make;
    },
    get em() {
      return now().app.get(MikroORM).em.fork();
    },
    get url() {
      return now().url;
    },
    get databaseUrl() {
      return now().database.url;
    },
    runDueJobs,
    async until(condition, what) {
      const deadline = Date.now() + LONGEST_WAIT_MS;
      while (!(await condition())) {
        if (Date.now() > deadline) throw new Error(`Waited in vain: ${what}. Open jobs: ${await openJobs(now().app)}`);
        await runDueJobs();
        await new Promise(resolve => setTimeout(resolve, 50));
      }
    },
    async advance(hours) {
      await now().app.get(Clock).advance(hours);
      await now().app.get(DueWork).run();
    },
    browser: () => new Browser(now().app),
  };
}

/** What still waits or has failed, with the cause: the first thing to look at when nothing happens. */
async function openJobs(app: NestFastifyApplication): Promise<string> {
  const jobs = await app
    .get(EntityManager)
    .execute<object[]>(
      `select name, state::text, data, retry_count, output->>'message' as cause from jobs.job where state in ('created', 'retry', 'active', 'failed')`,
    );
  return JSON.stringify(jobs);
}

/** The folder that belongs to a test's database. */
function filesOf(databaseUrl: string): string {
  return path.join(tmpdir(), 'sky-test-files', new URL(databaseUrl).pathname);
}

/** What an API needs to know to run on this database with this sandbox. */
export function environmentFor({ url }: Pick<FreshDatabase, 'url'>, sandbox: Sandbox): Record<string, string> {
  return {
    NODE_ENV: 'test',
    LOG_LEVEL: 'silent',
    DATABASE_URL: url,
    FILES_DIR: filesOf(url),
    DATABASE_POOL_SIZE: '10',
    SESSION_SECRET: 'session-secret-of-the-tests-0123456789',
    APP_KEY: 'application-key-of-the-tests-0123456789',
    TEST_CLOCK: 'true',
    PUBLIC_URL: 'http://127.0.0.1:3000',
    WEB_ROOT: 'dist/none',
    VIRTFUSION_API_URL: `${sandbox.virtfusion.url}/api/v1`,
    VIRTFUSION_API_KEY: sandbox.virtfusion.token,
    // Tests break VirtFusion one after the other; none waits until it would be asked again.
    VIRTFUSION_PROTECTED: 'false',
    CONSOLE_NETWORKS: '127.0.0.0/8',
    PAYPAL_API_BASE: sandbox.paypal.url,
    PAYPAL_CLIENT_ID: 'sandbox-paypal-client',
    PAYPAL_CLIENT_SECRET: 'sandbox-paypal-secret',
    PAYPAL_WEBHOOK_ID: 'sandbox-paypal-webhook',
    SMTP2GO_API_BASE: sandbox.smtp2go.url,
    SMTP2GO_API_KEY: 'api-sandbox0000000000000000000000000000',
  };
}
