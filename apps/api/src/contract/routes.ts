import { PATH_METADATA, ROUTE_ARGS_METADATA } from '@nestjs/common/constants.js';
import { METHOD_METADATA } from '@nestjs/common/constants.js';
import { RequestMethod, type Type } from '@nestjs/common';
import { DiscoveryService, MetadataScanner } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { type AccessRule, accessRuleOf, type Caller } from '../platform/access';

export const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;
export type Method = (typeof METHODS)[number];

/** One way into the running API. */
export interface Route {
  readonly method: Method;
  /** With its parameters, such as `/api/user/servers/:id`. */
  readonly path: string;
  /** Undefined for what is no controller's, such as the reference pages. */
  readonly rule: Caller | undefined;
  /** The whole rule, with scopes and terms. */
  readonly access: AccessRule | undefined;
  /** The controller's method, which is also the operation's id. */
  readonly operation: string | undefined;
  /** The class that its body is checked against. */
  readonly body: Type | undefined;
  /** Names of its path parameters. */
  readonly parameters: readonly string[];
}

/** Answers that never end; they are read up to their headers. */
const STREAMS: ReadonlySet<string> = new Set(['/api/live', '/api/vnc/ws']);

export function isStream({ method, path }: Pick<Route, 'method' | 'path'>): boolean {
  return method === 'GET' && STREAMS.has(path);
}

/** Answered by a WebSocket only; an ordinary request is told so. */
export function isSocket({ path }: Pick<Route, 'path'>): boolean {
  return path === '/api/vnc/ws';
}

/** `GET /api/user`, as a name for tests. */
export function nameOf({ method, path }: Pick<Route, 'method' | 'path'>): string {
  return `${method} ${path}`;
}

/** Puts values into a path, in the order of its parameters. */
export function fill({ path }: Pick<Route, 'path'>, values: readonly string[]): string {
  const left = [...values];
  return path.replace(/:\w+/g, () => left.shift() ?? 'missing');
}

/** Every route of the running app: addresses from the router itself, what controllers declare beside them. */
export function routesOf(app: NestFastifyApplication): Route[] {
  const declared = new Map(controllerRoutes(app).map(route => [nameOf(route), route]));
  return addresses(app.getHttpAdapter().getInstance().printRoutes({ commonPrefix: false })).map(
    address =>
      declared.get(nameOf(address)) ?? { ...address, rule: undefined, access: undefined, operation: undefined, body: undefined },
  );
}

/** Reads the router's own drawing: each level of the tree adds a piece to the path. */
function addresses(drawing: string): Pick<Route, 'method' | 'path' | 'parameters'>[] {
  const pieces: string[] = [];
  return drawing.split('\n').flatMap(line => {
    const [, indent = '', piece = '', methods = ''] = /^((?:[│ ] {3})*)[├└]── (.*?)(?: \(([A-Z, ]+)\))?$/.exec(line) ?? [];
    if (!piece) return [];
    pieces.length = indent.length / 4;
    pieces.push(piece);
    const path = pieces.join('');
    const parameters = [...path.matchAll(/:(\w+)/g)].map(([, name = '']) => name);
    return METHODS.filter(method => methods.split(', ').includes(method)).map(method => ({ method, path, parameters }));
  });
}

function controllerRoutes(app: NestFastifyApplication): Route[] {
  const scanner = new MetadataScanner();
  return app
    .get(DiscoveryService)
    .getControllers()
    .flatMap(({ metatype }) => {
      const controller = metatype as Type;
      const base = [Reflect.getMetadata(PATH_METADATA, controller) as string].flat();
      const prototype = controller.prototype as Record<string, () => unknown>;
      return scanner.getAllMethodNames(prototype).flatMap(operation => {
        const handler = prototype[operation];
        const own = handler && (Reflect.getMetadata(PATH_METADATA, handler) as string | string[] | undefined);
        if (handler === undefined || own === undefined) return [];
        const method = RequestMethod[Reflect.getMetadata(METHOD_METADATA, handler) as number] as Method;
        const access = accessRuleOf(handler);
        const body = bodyOf(controller, operation);
        return base.flatMap(prefix =>
          [own].flat().map(path => {
            const full = `/api/${prefix}/${path}`.replace(/\/+/g, '/').replace(/(.)\/$/, '$1');
            const parameters = [...full.matchAll(/:(\w+)/g)].map(([, name = '']) => name);
            return { method, path: full, rule: access?.who, access, operation, body, parameters };
          }),
        );
      });
    });
}

const BODY_ARGUMENT = /^3:(\d+)$/;

function bodyOf(controller: Type, operation: string): Type | undefined {
  const names = Object.keys((Reflect.getMetadata(ROUTE_ARGS_METADATA, controller, operation) as object | undefined) ?? {});
  const index = names.map(name => BODY_ARGUMENT.exec(name)?.[1]).find(found => found !== undefined);
  const types = Reflect.getMetadata('design:paramtypes', controller.prototype as object, operation) as Type[];
  return index === undefined ? undefined : types[Number(index)];
}
