import { type ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { AuthGuard } from '@nestjs/passport';
import {
  type AccessRule,
  Allow,
  type AuthenticatedRequest,
  Config,
  ForbiddenError,
  type Principal,
  UnauthenticatedError,
} from '@api/platform';
import { Tokens } from '../sessions/tokens';
import { accessTokenOf } from './access-token.strategy';
import { isForeignOrigin, isFromBrowser, isUnsafe } from './forgery';
import { PrincipalCache } from './principal-cache';

/** Decides on every request, by the rule its route declares. A route without a rule is refused (and does not start). */
@Injectable()
export class AccessGuard extends AuthGuard('access-token') {
  constructor(
    private readonly reflector: Reflector,
    private readonly cache: PrincipalCache,
    private readonly tokens: Tokens,
    private readonly config: Config,
  ) {
    super();
  }

  override async canActivate(context: ExecutionContext): Promise<boolean> {
    const rule = this.reflector.get(Allow, context.getHandler()) as AccessRule | undefined;
    const request = context.switchToHttp().getRequest<AuthenticatedRequest>();
    if (isUnsafe(request) && isForeignOrigin(request, this.config.env.PUBLIC_URL))
      throw new ForbiddenError('csrf_failed', 'This request came from another site.');
    if (rule === 'public') return true;
    const principal = await this.principalOf(context, request);
    request.user = principal;
    if (isUnsafe(request)) this.requireXsrf(request, principal);
    if (rule === undefined) throw new ForbiddenError('forbidden', 'You may not do this.');
    this.require(rule, principal);
    return true;
  }

  override handleRequest<User>(error: unknown, user: User | false): User {
    if (error) throw error;
    if (!user) throw new UnauthenticatedError('unauthenticated', 'Sign in first.');
    return user;
  }

  private async principalOf(context: ExecutionContext, request: AuthenticatedRequest): Promise<Principal> {
    const token = accessTokenOf(request);
    const known = token === null ? null : this.cache.get(token);
    if (known) return known;
    await super.canActivate(context);
    if (!request.user) throw new UnauthenticatedError('unauthenticated', 'Sign in first.');
    return request.user;
  }

  private require(rule: Exclude<AccessRule, 'public'>, { isVerified, isSuspended, permissions }: Principal): void {
    if (isSuspended) throw new ForbiddenError('account_suspended', 'This account is suspended. Contact support.');
    if (rule === 'signed-in') return;
    if (rule === 'verified') {
      if (!isVerified) throw new ForbiddenError('email_not_verified', 'Confirm your e-mail address first.');
      return;
    }
    if (!permissions.has(rule)) throw new ForbiddenError('forbidden', 'You may not do this.');
  }

  /** Scripts with a cookie jar cannot be tricked into a request by another site; browsers can, so they prove themselves. */
  private requireXsrf(request: AuthenticatedRequest, { sessionId }: Principal): void {
    const presented = request.headers['x-xsrf-token'];
    if (typeof presented === 'string' ? this.tokens.isXsrf(sessionId, presented) : !isFromBrowser(request)) return;
    throw new ForbiddenError('csrf_failed', 'Reload the page and try again.');
  }
}
