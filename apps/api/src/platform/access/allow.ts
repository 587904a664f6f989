import { Reflector } from '@nestjs/core';

/** What staff may do; a role is a set of these. */
export const PERMISSIONS = [
  'overview.read',
  'users.read',
  'users.write',
  'servers.read',
  'billing.read',
  'billing.write',
  'catalogue.read',
  'catalogue.write',
  'jobs.read',
  'jobs.write',
  'clock.write',
] as const;
export type Permission = (typeof PERMISSIONS)[number];

/**
 * Who may call a route: anybody (`public`), anybody signed in (`signed-in`), customers with a confirmed address (`verified`),
 * or staff who hold a permission.
 */
export type AccessRule = 'public' | 'signed-in' | 'verified' | Permission;

/** Declares who may call a route. Every route carries it; the API does not start with one that doesn't. */
export const Allow = Reflector.createDecorator<AccessRule>();
