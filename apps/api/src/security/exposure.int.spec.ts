import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { environmentFor, testApp } from '../testing';
import { type Replica, startReplica } from '../testing/replica';
import { Visitor } from './visitor';

const ROOT = path.resolve(__dirname, '../../../..');
const WEB_ROOT = path.join(ROOT, 'dist/web');
/** What scanners try first on a product like this one. */
const TEMPTING = [
  ...[
    '.git/HEAD',
    '.git/config',
    '.gitignore',
    '.svn/entries',
    '.env',
    '.env.local',
    '.env.production',
    '.env.example',
    '.npmrc',
    '.DS_Store',
  ],
  ...['package.json', 'package-lock.json', 'nx.json', 'tsconfig.json', 'docker-compose.yml', '.dockerignore', 'main.js.map'],
  ...[
    'backup.zip',
    'backup.sql',
    'dump.sql',
    'db.sqlite',
    'database.yml',
    'config.json',
    'config.php',
    'wp-config.php',
    'web.config',
  ],
  ...['.ssh/id_rsa', '.aws/credentials', '.htpasswd', '.htaccess', 'server.key', 'cert.pem', '.data/postgres/PG_VERSION'],
  ...[
    'phpinfo.php',
    'info.php',
    'wp-login.php',
    'phpmyadmin/index.php',
    'cgi-bin/test.cgi',
    'WEB-INF/web.xml',
    'crossdomain.xml',
  ],
  ...['../package.json', '..%2fpackage.json', '....//....//etc/passwd', 'admin/.git/HEAD', 'admin/../../package.json'],
  ...[
    'api/metrics',
    'api/debug',
    'api/env',
    'api/config',
    'api/graphql',
    'api/swagger.json',
    'api/swagger',
    'api/actuator',
    'api/actuator/env',
  ],
  ...['api/.env', 'api/v2/me', 'api/internal', 'api/test', 'api/admin', 'api/admin/sandbox', 'api/admin/test-clock'],
  ...[
    'api/sandbox',
    'api/heapdump',
    'api/console',
    'api/shell',
    'api/phpinfo',
    'api/server-status',
    'api/status.json',
    'api/users',
  ],
];
/** Addresses without an extension are pages of the portal; these must be nothing but that page. */
const PAGES = [
  'metrics',
  'debug',
  'actuator',
  'server-status',
  'console',
  'swagger',
  'graphql',
  'docs',
  'sandbox',
  'Dockerfile',
  'id_rsa',
  '__sandbox/journal',
  'etc/passwd',
];
const DEMO_PEOPLE = ['admin', 'ada', 'linus', 'sven', 'bea', 'demo', 'root', 'test', 'user', 'support'];

describe('in production', () => {
  const test = testApp();
  let api: Replica;

  beforeAll(async () => {
    const { TEST_CLOCK: _, ...environment } = environmentFor({ url: test.databaseUrl }, test.sandbox);
    api = await startReplica({ ...environment, NODE_ENV: 'production', TEST_CLOCK: 'false', WEB_ROOT, LOG_LEVEL: 'info' });
  }, 60_000);
  afterAll(() => api.stop());

  it('tempting addresses lead nowhere', async () => {
    const open: string[] = [];
    for (const address of TEMPTING) {
      const { status } = await new Visitor(api.url).ask(`/${address}`);
      if (![400, 401, 404].includes(status)) open.push(`${address} -> ${status}`);
    }
    expect(open).toEqual([]);
  });

  it('other addresses are pages of the portal and nothing else', async () => {
    const home = await new Visitor(api.url).ask('/');
    for (const address of PAGES) {
      const { status, text } = await new Visitor(api.url).ask(`/${address}`);
      expect([200, 404]).toContain(status);
      if (status === 200) expect(text).toBe(home.text);
    }
  });

  it.each(['DELETE', 'PUT', 'PATCH', 'PROPFIND'])('%s on files does nothing', async method => {
    expect((await new Visitor(api.url).ask('/index.html', { method })).status).toBe(404);
  });

  it('nobody has an account before the first one is made', async () => {
    expect(await test.em.execute('select username from users')).toEqual([]);
    for (const username of DEMO_PEOPLE)
      for (const password of [username, 'admin', 'password', `demo-${username}-password`]) {
        const { status } = await new Visitor(api.url).ask('/api/auth/login', { method: 'POST', body: { username, password } });
        expect([401, 429]).toContain(status);
      }
  });

  it('business time stands still for everybody', async () => {
    expect((await new Visitor(api.url).ask('/api/admin/test-clock/advance', { method: 'POST', body: { hours: 1 } })).status).toBe(
      401,
    );
    const started = startReplica({ ...environmentFor({ url: test.databaseUrl }, test.sandbox), NODE_ENV: 'production' });
    await expect(started).rejects.toThrow('TEST_CLOCK');
  });

  it.each(['//evil.test/admin', '/admin', '/admin?next=//evil.test', '/\\evil.test', '/%09//evil.test', '/admin/..//evil.test'])(
    'a redirect from %s stays at home',
    async address => {
      const { status, headers } = await new Visitor(api.url).ask(address, { headers: { 'x-forwarded-host': 'evil.test' } });
      const location = headers.get('location');
      if (status >= 300 && status < 400) expect(new URL(location ?? '', 'http://home.test').host).toBe('home.test');
      else expect(location).toBeNull();
    },
  );

  // Looks at what `npm run build` makes, and fails without it.
  it('the web apps bring no source maps and no names of our files', () => {
    const files = readdirSync(WEB_ROOT, { recursive: true, encoding: 'utf8' });
    expect(files.filter(name => name.endsWith('.map'))).toEqual([]);
    const scripts = files.filter(name => name.endsWith('.js'));
    expect(scripts.length).toBeGreaterThan(0);
    const telling = scripts.filter(name =>
      /sourceMappingURL=|\/(work|home|usr)\/[\w-]+\//.test(readFileSync(path.join(WEB_ROOT, name), 'utf8')),
    );
    expect(telling).toEqual([]);
  });
});
