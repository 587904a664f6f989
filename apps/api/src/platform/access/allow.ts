import { Reflector } from '@nestjs/core';
import type { Scope } from './scopes';

/** What staff may do; a role is a set of these. */
export const PERMISSIONS = [
  'overview.read',
  'users.read',
  'users.write',
  'users.impersonate',
  'roles.write',
  'servers.read',
  'servers.write',
  'servers.console',
  'billing.read',
  'billing.write',
  'catalogue.read',
  'catalogue.write',
  'keys.read',
  'keys.write',
  'audit.read',
  'security.read',
  'security.write',
  'settings.read',
  'settings.write',
  'jobs.read',
  'jobs.write',
  'clock.write',
] as const;
export type Permission = (typeof PERMISSIONS)[number];

/**
 * Who may call a route: anybody (`public`), anybody signed in (`signed-in`), people with a confirmed address (`verified`),
 * API keys and nobody else (`key`), or staff who hold a permission.
 */
export type Caller = 'public' | 'signed-in' | 'verified' | 'key' | Permission;

/** What a rule says beyond who may call. */
export interface AccessOptions {
  /** API keys with this scope may call the route as well; without a scope every key is refused. */
  readonly scope?: Scope;
  /** Somebody suspended may call it too: what they owe and what they wrote stay readable. */
  readonly whileSuspended?: true;
  /** Staff who look at the portal with a customer's eyes, reading only, may call it although it changes something. */
  readonly whileImpersonating?: true;
  /** Never staff who look at the portal with a customer's eyes, whatever else they may change. */
  readonly ownerOnly?: true;
  /** A session must have shown its password or second factor within the last minutes. */
  readonly stepUp?: true;
}

/** Who may call a route, and on what terms. */
export interface AccessRule extends AccessOptions {
  readonly who: Caller;
}

const Declared = Reflector.createDecorator<AccessRule>();

/** Declares who may call a route. Every route carries it; the API does not start with one that doesn't. */
export function Allow(who: Caller, options: AccessOptions = {}): MethodDecorator {
  return Declared({ who, ...options });
}

/** The rule that a route's handler declares, or undefined. */
export function accessRuleOf(handler: object): AccessRule | undefined {
  return Reflect.getMetadata(Declared.KEY, handler) as AccessRule | undefined;
}

/** True when only staff with this permission may call. */
export function isPermission(who: Caller): who is Permission {
  return (PERMISSIONS as readonly string[]).includes(who);
}
