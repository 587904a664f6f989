// One world: PostgreSQL, the simulators in this process, PayPal's post, and replicas of the built API. Many schedules run in it.
import { build } from 'esbuild';
import { createHash, randomBytes } from 'node:crypto';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { finished } from './commands.mjs';
import { Database } from './database.mjs';
import { Fleet } from './fleet.mjs';
import { Links } from './links.mjs';
import { Journal, People } from './people.mjs';
import { PostOffice } from './post-office.mjs';
import { freePort } from '../postgres.mjs';

const BUNDLE = path.resolve('dist/chaos/simulators.mjs');

/** The simulators are sources for the test runner; here they are bundled for Node. */
async function simulators() {
  await build({
    entryPoints: ['libs/simulators/src/index.ts'],
    outfile: BUNDLE,
    bundle: true,
    format: 'esm',
    platform: 'node',
    packages: 'external',
    tsconfig: 'tsconfig.base.json',
    logLevel: 'warning',
  });
  return import(pathToFileURL(BUNDLE).href);
}

/**
 * A copy of the build, so that no other build changes the product while it is being played with. The same code has the same
 * place, where Node finds what it compiled before.
 */
function copyOf(built) {
  const digest = createHash('sha256');
  for (const name of readdirSync(built).filter(file => file.endsWith('.js'))) digest.update(readFileSync(path.join(built, name)));
  const copy = path.resolve('dist/chaos/builds', digest.digest('hex').slice(0, 16));
  cpSync(built, copy, { recursive: true });
  return copy;
}

export class World {
  journal = new Journal();
  /** How often somebody gave money back on PayPal's own site, by capture. */
  refundsAtPayPal = new Map();
  /** What only some scenarios find out; emptied with each schedule. */
  noted = {};
  /** Jobs that were found dead after an earlier schedule. */
  knownDead = new Set();

  static async start({ replicas: size, build: built, points }) {
    delete process.env.DATABASE_URL;
    const world = new World();
    mkdirSync('dist/chaos', { recursive: true });
    world.folder = mkdtempSync(path.join(tmpdir(), 'skypanel-chaos-'));
    world.secret = randomBytes(24).toString('hex');
    const [{ createSandbox, FaultProxy }, database, sandboxPort] = await Promise.all([
      simulators(),
      Database.start(world.folder),
      freePort(),
    ]);
    world.database = database;
    world.links = await Links.open(FaultProxy, {
      database: Number(new URL(database.url).port),
      paypal: sandboxPort,
      virtfusion: sandboxPort,
    });
    world.sandbox = await createSandbox({
      port: sandboxPort,
      // What PayPal says about itself, such as where its certificate is, leads over the same link.
      publicUrl: world.links.url('paypal'),
      buildSeconds: 0.3,
      powerSeconds: 0.2,
      webhookRetryDelaysMs: [200, 600, 1_500],
    });
    world.copy = copyOf(built);
    world.environment = { ...environmentOf(world), CHAOS_PLANTED: points };
    await finished(`${world.copy}/migrate.js`, world.environment);
    world.replicas = new Fleet(world.environment);
    world.post = await PostOffice.open(world.replicas);
    world.sandbox.paypal.webhookUrl = world.post.url;
    await world.replicas.start(size);
    world.people = new People(world);
    world.staff = await world.people.make('admin');
    await world.#openShop();
    return world;
  }

  /** The catalogue as VirtFusion has it, and a price for each package. */
  async #openShop() {
    await this.staff.post('/api/admin/catalogue/refresh', {});
    for (let tries = 0; tries < 100; tries++) {
      const [{ count }] = await this.database.query('select count(*)::int as count from virtfusion_packages');
      if (count > 0) break;
      await new Promise(resolve => setTimeout(resolve, 100));
    }
    this.packages = (await this.database.query('select id from virtfusion_packages where is_enabled order by id')).map(
      ({ id }) => id,
    );
    if (this.packages.length === 0) throw new Error('The catalogue of VirtFusion did not arrive');
    await this.database.query(
      `insert into package_prices (package_id, monthly, currency, valid_from)
       select id, 3650000 + row_number() over (order by id) * 1234567, 'USD', now() - interval '1 day' from virtfusion_packages`,
    );
  }

  /** Moves business time; every replica is told. Returns whether the work that fell due was done. */
  async advance(hours) {
    const { status } = await this.staff.post('/api/admin/test-clock/advance', { hours });
    await this.synchronise();
    return status === 200;
  }

  /** Ends what somebody's servers cost, so that the next schedule does not pay for this one. */
  async retire(userIds) {
    await this.database.query('update usage_meters set ended_at = charged_until where user_id = any($1) and ended_at is null', [
      userIds,
    ]);
  }

  /** Tells every replica, and the outside, what time it is by now. */
  async synchronise() {
    const ahead = (await this.#offsetHours()) - this.sandbox.clock.aheadHours;
    if (ahead > 0) this.sandbox.clock.advance(ahead);
    await Promise.all(this.replicas.awake().map(replica => this.staff.get('/api/admin/test-clock', replica)));
  }

  /** After a loss business time is where it was; it goes on to what it is outside. */
  async catchUp() {
    const behind = this.sandbox.clock.aheadHours - (await this.#offsetHours());
    if (behind > 0) await this.advance(behind);
  }

  async #offsetHours() {
    const [row] = await this.database.query('select offset_ms::float8 as offset from test_clock');
    return (row?.offset ?? 0) / 3_600_000;
  }

  async stop() {
    await this.replicas?.stop();
    await this.post?.close();
    await this.links?.stop();
    await this.sandbox?.stop();
    await this.database?.stop();
    if (this.folder) rmSync(this.folder, { recursive: true, force: true });
  }
}

function environmentOf({ database, sandbox, links, secret, folder, copy }) {
  return {
    ...process.env,
    NODE_ENV: 'development',
    NODE_OPTIONS: '',
    // The same code is started over and over.
    NODE_COMPILE_CACHE: path.resolve('dist/chaos/compiled'),
    LOG_LEVEL: 'warn',
    CHAOS_API: copy,
    DATABASE_URL: links.through('database', database.url),
    DATABASE_POOL_SIZE: '10',
    SESSION_SECRET: secret,
    APP_KEY: `${secret}-other`,
    TEST_CLOCK: 'true',
    TRUST_PROXY: 'true',
    REQUESTS_PER_MINUTE: '10000000',
    PUBLIC_URL: 'http://127.0.0.1:3000',
    WEB_ROOT: 'dist/none',
    FILES_DIR: path.join(folder, 'files'),
    VIRTFUSION_API_URL: `${links.through('virtfusion', sandbox.virtfusion.url)}/api/v1`,
    VIRTFUSION_API_KEY: sandbox.virtfusion.token,
    PAYPAL_API_BASE: sandbox.paypal.url,
    PAYPAL_CLIENT_ID: 'sandbox-paypal-client',
    PAYPAL_CLIENT_SECRET: 'sandbox-paypal-secret',
    PAYPAL_WEBHOOK_ID: 'sandbox-paypal-webhook',
    SMTP2GO_API_BASE: sandbox.smtp2go.url.replace(links.url('paypal'), sandbox.url),
    SMTP2GO_API_KEY: 'api-sandbox0000000000000000000000000000',
  };
}
