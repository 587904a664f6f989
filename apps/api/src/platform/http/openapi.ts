import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, getSchemaPath, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { RefusalEnvelopeDto } from '../errors/refusal.dto';
import { VERSION } from '../health/version';
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
    .build();
  const document = SwaggerModule.createDocument(app, description, {
    operationIdFactory: (_controller, method) => method,
    extraModels: [RefusalEnvelopeDto],
  });
  for (const item of Object.values(document.paths)) for (const method of METHODS) complete(item[method]);
  return document;
}

/** Adds what holds for every operation, so that no controller has to repeat it: the form of ids and of refusals. */
function complete(operation: Operation | undefined): void {
  if (!operation) return;
  const refusal = { 'application/json': { schema: { $ref: getSchemaPath(RefusalEnvelopeDto) } } };
  for (const parameter of operation.parameters ?? [])
    if ('in' in parameter && parameter.in === 'path' && parameter.schema && 'type' in parameter.schema)
      if (parameter.schema.type === 'number') parameter.schema = { type: 'integer', minimum: 1, maximum: MAX_ID };
  for (const [status, response] of Object.entries(operation.responses))
    if (status >= '400' && response && !('$ref' in response)) response.content ??= refusal;
  operation.responses['default'] ??= { description: 'A refusal.', content: refusal };
}

/** Serves `/api/docs` and `/api/openapi.json`; the document is made on first use, because it costs start-up time. */
export function serveApiDocument(app: INestApplication): void {
  SwaggerModule.setup('api/docs', app, () => describeApi(app), {
    jsonDocumentUrl: 'api/openapi.json',
    customSiteTitle: 'SkyPANEL API',
  });
}
