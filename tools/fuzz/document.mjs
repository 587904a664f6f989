// The API as its own OpenAPI document describes it.

/** Operations of a document, with references followed where they are used. */
export class Api {
  constructor(document) {
    this.document = document;
    this.operations = Object.entries(document.paths).flatMap(([path, item]) =>
      Object.entries(item).map(([method, operation]) => ({
        id: operation.operationId,
        method: method.toUpperCase(),
        path,
        access: operation['x-access'] ?? 'public',
        parameters: operation.parameters ?? [],
        body: operation.requestBody?.content?.['application/json']?.schema,
        responses: operation.responses,
      })),
    );
  }

  static async of(url) {
    const reply = await fetch(`${url}/api/openapi.json`);
    if (!reply.ok) throw new Error(`${url} gives no OpenAPI document (${reply.status}): is the API running?`);
    return new Api(await reply.json());
  }

  resolve(schema) {
    if (!schema?.$ref) return schema ?? {};
    return this.resolve(this.document.components.schemas[schema.$ref.split('/').at(-1)]);
  }
}
