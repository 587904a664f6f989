import { Controller, Get } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import { Allow, PERMISSIONS } from '../platform/access';
import { RouteAudit } from '../platform/access/route-audit';
import { testApp } from '../testing';
import { digestOf, TRACES } from './database-digest';
import { bodySchemaOf } from './document';
import { ENDPOINTS } from './endpoints';
import { pathVariants } from './path-variants';
import { fill, nameOf, type Route } from './routes';
import { sampleOf } from './sample-body';
import { buildWorld, fillings, type World } from './world';

/** The only addresses that are no controller's: the reference pages, which are the same for everybody. */
const REFERENCE = /^\/api\/(docs(-yaml|\/.*)?|openapi\.json)$/;

/** The status with which somebody who is no staff is refused, or null when the rule admits them. */
function refusalFor({ rule }: Route, caller: 'guest' | 'unverified' | 'customer'): number | null {
  if (rule === 'public' || rule === undefined) return null;
  if (caller === 'guest') return 401;
  if (rule === 'signed-in') return null;
  return rule === 'verified' && caller === 'customer' ? null : 403;
}

describe('access', () => {
  const test = testApp({ listen: true, env: { REQUESTS_PER_MINUTE: '10000000' } });
  let world: World;

  beforeAll(async () => {
    world = await buildWorld(test);
  }, 120_000);
  afterEach(() => expect(world.findings.take()).toEqual([]));

  const protectedRoutes = () => world.routes.filter(({ rule }) => rule !== undefined && rule !== 'public');
  const valuesFor = ({ rule }: Route) =>
    rule && (PERMISSIONS as readonly string[]).includes(rule) ? world.owned.admin : world.owned.customer;

  it('is declared on every route but the reference pages', () => {
    expect(world.routes.length).toBeGreaterThanOrEqual(ENDPOINTS.length);
    expect(world.routes.filter(({ rule, path }) => rule === undefined && !REFERENCE.test(path)).map(nameOf)).toEqual([]);
  });

  it('is what was promised', () => {
    const declared = world.routes.map(({ method, path, rule, operation }) => [method, path, rule, operation].join(' '));
    expect(ENDPOINTS.map(row => row.join(' ')).filter(row => !declared.includes(row))).toEqual([]);
  });

  it('does not start with a route that says nothing', async () => {
    @Controller('open')
    class OpenController {
      @Get('declared')
      @Allow('public')
      declared(): void {}

      @Get('forgotten')
      forgotten(): void {}
    }
    const module = await Test.createTestingModule({
      imports: [DiscoveryModule],
      controllers: [OpenController],
      providers: [RouteAudit],
    }).compile();
    await expect(module.createNestApplication(new FastifyAdapter()).init()).rejects.toThrow('OpenController.forgotten');
  });

  it('knows nothing of what belongs to another customer', async () => {
    const before = await digestOf(test.em, TRACES);
    const told: string[] = [];
    const marks = [world.callers.other.user?.email ?? '', world.callers.other.user?.username ?? ''];
    for (const route of protectedRoutes().filter(({ rule, parameters }) => parameters.length > 0 && rule !== undefined)) {
      if (refusalFor(route, 'customer') !== null) continue;
      const schema = bodySchemaOf(route);
      for (const values of fillings(route, world.owned.other)) {
        const url = fill(route, values);
        const question = { method: route.method, url, route, ...(schema && { body: sampleOf(schema) }) };
        const { status, text } = await world.callers.customer.ask(question);
        if (status !== 404 || marks.some(mark => text.includes(mark)))
          told.push(`${route.method} ${fill(route, values)} -> ${status}`);
      }
    }
    expect(told).toEqual([]);
    expect(await digestOf(test.em, TRACES)).toEqual(before);
  }, 120_000);

  it('shows in no list what belongs to another customer', async () => {
    const marks = [...world.owned.other, world.callers.other.user?.email ?? ''];
    for (const route of protectedRoutes().filter(({ method, parameters }) => method === 'GET' && parameters.length === 0)) {
      if (refusalFor(route, 'customer') !== null) continue;
      const { text } = await world.callers.customer.ask({ method: 'GET', url: route.path, route });
      expect(marks.filter(mark => new RegExp(`(?<![\\w.-])${mark}(?![\\w.-])`).test(text))).toEqual([]);
    }
  });

  it('means the same however the path is written', async () => {
    const more: string[] = [];
    for (const route of protectedRoutes().filter(({ method }) => method === 'GET')) {
      const path = fill(route, fillings(route, valuesFor(route))[0] ?? []);
      for (const principal of ['guest', 'unverified', 'customer'] as const) {
        const expected = refusalFor(route, principal);
        if (expected === null) continue;
        for (const url of pathVariants(path)) {
          const { status } = await world.callers[principal].askByWire({ method: 'GET', url });
          if (![expected, 400, 404].includes(status)) more.push(`${principal} ${url} -> ${status}`);
        }
      }
    }
    expect(more).toEqual([]);
  }, 120_000);

  it.each(['HEAD', 'OPTIONS', 'TRACE', 'PROPFIND'])('gives nothing more by %s or by override headers', async method => {
    const more: string[] = [];
    const headers = { 'x-http-method-override': 'GET', 'x-method-override': 'GET', 'x-original-url': '/api/health' };
    for (const route of protectedRoutes()) {
      const url = fill(route, fillings(route, valuesFor(route))[0] ?? []);
      const { status } = await world.callers.guest.askByWire({ method, url, headers });
      if (![401, 404, 405].includes(status)) more.push(`${method} ${url} -> ${status}`);
    }
    expect(more).toEqual([]);
  });
});
