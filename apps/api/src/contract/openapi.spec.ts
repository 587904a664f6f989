import { spawnSync } from 'node:child_process';
import { document, operationOf, resolved, ROOT, type Schema } from './document';
import { ENDPOINTS } from './endpoints';
import type { Method } from './routes';

const operations = Object.entries(document.paths).flatMap(([path, item]) =>
  Object.entries(item).map(([method, operation]) => ({ name: `${method.toUpperCase()} ${path}`, operation })),
);
/** No document can describe an answer that never ends. */
const UNDESCRIBED = ['openLiveStream', 'connectConsole'];

describe('the OpenAPI document', () => {
  it('is what the API describes', () => {
    const { status, stderr } = spawnSync(process.execPath, ['tools/openapi.mjs', '--check'], { cwd: ROOT, encoding: 'utf8' });
    expect(stderr).toBe('');
    expect(status).toBe(0);
  });

  it('names every operation once', () => {
    const names = operations.map(({ operation }) => operation.operationId);
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
  });

  it('has every promised endpoint, under its name, and says who may call it', () => {
    const missing = ENDPOINTS.filter(([, , , operation]) => !UNDESCRIBED.includes(operation)).filter(
      ([method, path, who, operation]) => {
        const described = operationOf({ method: method as Method, path });
        return described?.operationId !== operation || described['x-access'] !== who;
      },
    );
    expect(missing).toEqual([]);
  });

  it('says of every operation what it does and what comes back', () => {
    const silent = operations.filter(({ operation }) => !operation.summary).map(({ name }) => name);
    const empty = operations.flatMap(({ name, operation }) =>
      Object.entries(operation.responses)
        .filter(([status, answer]) => !['202', '204'].includes(status) && !Object.values(answer?.content ?? {})[0]?.schema)
        .map(([status]) => `${name} ${status}`),
    );
    expect(silent).toEqual([]);
    expect(empty).toEqual([]);
  });

  it('knows the form of every body, parameter and property', () => {
    const roots = operations.flatMap(({ name, operation }) => [
      ...(operation.parameters ?? []).map(parameter => [`${name} ${parameter.name}`, parameter.schema] as const),
      ...Object.values(operation.requestBody?.content ?? {}).map(({ schema }) => [`${name} body`, schema] as const),
    ]);
    const models = Object.entries(document.components.schemas);
    expect([...roots, ...models].flatMap(([place, schema]) => vagueIn(schema, place))).toEqual([]);
  });

  it('takes ids for whole numbers, everywhere', () => {
    const models = Object.entries(document.components.schemas).flatMap(([model, { properties = {} }]) =>
      Object.entries(properties)
        .filter(
          ([name, { type }]) =>
            (name === 'id' || /(?<!order|capture|event|Order|Capture|Event)Id$/.test(name)) && type === 'number',
        )
        .map(([name]) => `${model}.${name}`),
    );
    const paths = operations.flatMap(({ name, operation }) =>
      (operation.parameters ?? [])
        .filter(parameter => parameter.in === 'path' && resolved(parameter.schema).type === 'number')
        .map(parameter => `${name} ${parameter.name}`),
    );
    expect([...models, ...paths]).toEqual([]);
  });
});

/** Places without a type, where a generated client would have to guess. */
function vagueIn(schema: Schema | undefined, place: string): string[] {
  if (!schema) return [place];
  if (schema.$ref) return [];
  if (schema.allOf) return schema.allOf.flatMap(part => vagueIn(part, place));
  if (schema.oneOf) return schema.oneOf.flatMap(form => vagueIn(form, place));
  if (schema.type === undefined) return [place];
  if (schema.type === 'array') return vagueIn(schema.items, `${place}[]`);
  if (schema.type !== 'object') return [];
  if (!schema.properties && schema.additionalProperties === undefined) return [place];
  return Object.entries(schema.properties ?? {}).flatMap(([name, property]) => vagueIn(property, `${place}.${name}`));
}
