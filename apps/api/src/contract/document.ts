import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Route } from './routes';

/** What the tests need of a JSON schema as OpenAPI 3.0 writes it. */
export interface Schema {
  readonly $ref?: string;
  readonly type?: 'object' | 'array' | 'string' | 'number' | 'integer' | 'boolean';
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | Schema;
  readonly items?: Schema;
  readonly allOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly enum?: readonly unknown[];
  readonly nullable?: boolean;
  readonly example?: unknown;
  readonly format?: string;
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
}

export interface Operation {
  readonly operationId: string;
  readonly summary?: string;
  /** Who may call it. */
  readonly 'x-access'?: string;
  readonly parameters?: readonly { readonly in: string; readonly name: string; readonly schema: Schema }[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: Schema }>> };
  readonly responses: Readonly<
    Record<string, { readonly content?: Readonly<Record<string, { readonly schema?: Schema }>> } | undefined>
  >;
}

export interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}

/** The root of the checkout. */
export const ROOT = path.resolve(__dirname, '../../../..');

/** The committed document; that it is what the API describes has a test of its own. */
export const document = JSON.parse(readFileSync(path.join(ROOT, 'apps/api/openapi.json'), 'utf8')) as Document;

/** What the document says about a route; undefined for routes that are not described. */
export function operationOf({ method, path: address }: Pick<Route, 'method' | 'path'>): Operation | undefined {
  return document.paths[address.replace(/:(\w+)/g, '{$1}')]?.[method.toLowerCase()];
}

/** The schema of a JSON body that a route takes. */
export function bodySchemaOf(route: Pick<Route, 'method' | 'path'>): Schema | undefined {
  return operationOf(route)?.requestBody?.content['application/json']?.schema;
}

/** Follows a reference. */
export function resolved(schema: Schema): Schema {
  if (!schema.$ref) return schema;
  const name = schema.$ref.split('/').at(-1) ?? '';
  const found = document.components.schemas[name];
  if (!found) throw new Error(`The document has no schema ${name}`);
  return found;
}
