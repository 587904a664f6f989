import type { INestApplication } from '@nestjs/common';
import { MetadataScanner, ModulesContainer } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, getSchemaPath, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { type AccessRule, accessRuleOf } from '../access/allow';
import { RefusalEnvelopeDto } from '../errors/refusal.dto';
import { VERSION } from '../health/version';
import { refuseInEnvelope } from './early-refusals';
import { MAX_ID } from './fields';

type PathItem = OpenAPIObject['paths'][string];
type Operation = NonNullable<PathItem['get']>;

const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const;

/** The OpenAPI document of every route; an operation is named after its controller method, so those names are unique. */
export function describeApi(app: INestApplication): OpenAPIObject {
  const description = new DocumentBuilder()
    .setTitle('SkyPANEL API')
    .setDescription('Amounts are decimal strings with their currency; times are ISO 8601 in UTC; errors have one envelope.')
    .setVersion(VERSION)
    .addCookieAuth('sky_access')
    .addBearerAuth({ type: 'http', scheme: 'bearer', description: 'An API key with the scope that the operation names.' })
    .build();
  const document = SwaggerModule.createDocument(app, description, {
    operationIdFactory: (_controller, method) => method,
    extraModels: [RefusalEnvelopeDto],
  });
  const rules = rulesOf(app);
  for (const item of Object.values(document.paths)) for (const method of METHODS) complete(item[method], rules);
  return document;
}

/** Who may call which operation, as the controllers declare it. */
function rulesOf(app: INestApplication): ReadonlyMap<string, AccessRule> {
  const scanner = new MetadataScanner();
  const controllers = [...app.get(ModulesContainer).values()].flatMap(module => [...module.controllers.values()]);
  const rules = controllers.flatMap(({ metatype }) => {
    const prototype = (metatype?.prototype ?? {}) as Record<string, object>;
    return scanner.getAllMethodNames(prototype).map(name => {
      const handler = prototype[name];
      return [name, handler && accessRuleOf(handler)] as const;
    });
  });
  return new Map(rules.filter((entry): entry is readonly [string, AccessRule] => entry[1] !== undefined));
}

/** Adds what holds for every operation, so that no controller repeats it: who may call it, the form of ids and of refusals. */
function complete(operation: Operation | undefined, rules: ReadonlyMap<string, AccessRule>): void {
  if (!operation) return;
  const rule = rules.get(operation.operationId ?? '');
  if (rule) Object.assign(operation, accessFactsOf(rule));
  const refusal = { 'application/json': { schema: { $ref: getSchemaPath(RefusalEnvelopeDto) } } };
  for (const parameter of operation.parameters ?? [])
    if ('in' in parameter && parameter.in === 'path' && parameter.schema && 'type' in parameter.schema)
      if (parameter.schema.type === 'number') parameter.schema = { type: 'integer', minimum: 1, maximum: MAX_ID };
  for (const [status, response] of Object.entries(operation.responses))
    if (status >= '400' && response && !('$ref' in response)) response.content ??= refusal;
  operation.responses['default'] ??= { description: 'A refusal.', content: refusal };
}

/** Who may call an operation and how they show who they are, as the reference pages tell it. */
function accessFactsOf({ who, scope, stepUp }: AccessRule): object {
  const schemes = [...(who === 'key' ? [] : [{ cookie: [] }]), ...(scope ? [{ bearer: [] }] : [])];
  return {
    'x-access': who,
    ...(scope && { 'x-scope': scope }),
    ...(stepUp && { 'x-step-up': true }),
    security: who === 'public' ? [] : schemes,
  };
}

/** Serves `/api/docs` and `/api/openapi.json`; the document is made on first use, because it costs start-up time. */
export function serveApiDocument(app: NestFastifyApplication): void {
  refuseInEnvelope(app.getHttpAdapter().getInstance(), '/api/docs');
  SwaggerModule.setup('api/docs', app, () => describeApi(app), {
    jsonDocumentUrl: 'api/openapi.json',
    customSiteTitle: 'SkyPANEL API',
  });
}
