import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { Permission } from './allow';

/** Whoever makes a request, as the access guard found them. */
export interface Principal {
  readonly userId: number;
  readonly username: string;
  readonly role: string;
  readonly permissions: ReadonlySet<Permission>;
  readonly isVerified: boolean;
  readonly isSuspended: boolean;
  readonly sessionId: number;
}

export type AuthenticatedRequest = FastifyRequest & { user?: Principal };

/** The signed-in caller of a route that requires one. */
export const CurrentUser = createParamDecorator((_: unknown, context: ExecutionContext): Principal => {
  const { user } = context.switchToHttp().getRequest<AuthenticatedRequest>();
  if (!user) throw new Error('CurrentUser was used on a route that admits guests');
  return user;
});
