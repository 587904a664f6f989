import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { Permission } from './allow';
import type { Scope } from './scopes';

/** A member of staff who looks at the portal with a customer's eyes. */
export interface Impersonator {
  readonly userId: number;
  readonly username: string;
  /** False: they may read and nothing else. */
  readonly mayWrite: boolean;
}

export const SECOND_FACTORS = ['totp', 'passkey', 'recovery-code'] as const;
export type SecondFactor = (typeof SECOND_FACTORS)[number];

/** A signed-in browser. */
export interface SessionCredential {
  readonly kind: 'session';
  readonly sessionId: number;
  /** When the password or second factor was shown last, in milliseconds since the epoch; null after a refresh from long ago. */
  readonly steppedUpAt: number | null;
  /** With what the session was opened beside the password; null when it was the password alone. */
  readonly secondFactor: SecondFactor | null;
  readonly impersonator: Impersonator | null;
}

/** An integrator's API key. */
export interface KeyCredential {
  readonly kind: 'key';
  readonly keyId: number;
  readonly scopes: ReadonlySet<Scope>;
}

/** Whoever makes a request, as the access guard found them. */
export interface Principal {
  readonly userId: number;
  readonly username: string;
  readonly role: string;
  readonly permissions: ReadonlySet<Permission>;
  readonly isVerified: boolean;
  readonly isSuspended: boolean;
  readonly credential: SessionCredential | KeyCredential;
}

export type AuthenticatedRequest = FastifyRequest & { user?: Principal };

/** The caller of a route that requires one. */
export const CurrentUser = createParamDecorator((_: unknown, context: ExecutionContext): Principal => callerOf(context));

/** The caller's session; only for routes without a scope, which no key can call. */
export const CurrentSession = createParamDecorator((_: unknown, context: ExecutionContext): SessionCredential => {
  const { credential } = callerOf(context);
  if (credential.kind !== 'session') throw new Error('CurrentSession was used on a route that admits API keys');
  return credential;
});

function callerOf(context: ExecutionContext): Principal {
  const { user } = context.switchToHttp().getRequest<AuthenticatedRequest>();
  if (!user) throw new Error('The caller was asked for on a route that admits guests');
  return user;
}
