import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { VERSION } from '../health/version';

/** The OpenAPI document of every route; an operation is named after its controller method, so those names are unique. */
export function describeApi(app: INestApplication): OpenAPIObject {
  const description = new DocumentBuilder()
    .setTitle('SkyPANEL API')
    .setDescription('Amounts are decimal strings with their currency; times are ISO 8601 in UTC; errors have one envelope.')
    .setVersion(VERSION)
    .addCookieAuth('sky_access')
    .build();
  return SwaggerModule.createDocument(app, description, { operationIdFactory: (_controller, method) => method });
}

/** Serves `/api/docs` and `/api/openapi.json`; the document is made on first use, because it costs start-up time. */
export function serveApiDocument(app: INestApplication): void {
  SwaggerModule.setup('api/docs', app, () => describeApi(app), {
    jsonDocumentUrl: 'api/openapi.json',
    customSiteTitle: 'SkyPANEL API',
  });
}
