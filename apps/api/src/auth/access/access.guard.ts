import { type ExecutionContext, Injectable } from '@nestjs/common';
import { AuthGuard } from '@nestjs/passport';
import {
  type AccessRule,
  accessRuleOf,
  type AuthenticatedRequest,
  Config,
  ForbiddenError,
  type Principal,
  UnauthenticatedError,
} from '@api/platform';
import { KeyAuthenticator, presentedKeyOf } from '../keys/key-authenticator';
import { Tokens } from '../sessions/tokens';
import { accessTokenOf } from './access-token.strategy';
import { isForeignOrigin, isFromBrowser, isUnsafe } from './forgery';
import { PrincipalCache } from './principal-cache';
import { RefusalLog } from './refusal-log';
import { Rules } from './rules';

/** Decides on every request, by the rule its route declares. A route without a rule is refused (and does not start). */
@Injectable()
export class AccessGuard extends AuthGuard('access-token') {
  constructor(
    private readonly cache: PrincipalCache,
    private readonly tokens: Tokens,
    private readonly config: Config,
    private readonly keys: KeyAuthenticator,
    private readonly rules: Rules,
    private readonly refusals: RefusalLog,
  ) {
    super();
  }

  override async canActivate(context: ExecutionContext): Promise<boolean> {
    const rule = accessRuleOf(context.getHandler());
    const request = context.switchToHttp().getRequest<AuthenticatedRequest>();
    if (isUnsafe(request) && isForeignOrigin(request, this.config.env.PUBLIC_URL))
      throw new ForbiddenError('csrf_failed', 'This request came from another site.');
    if (rule?.who === 'public') return true;
    const principal = await this.principalOf(context, request);
    request.user = principal;
    if (isUnsafe(request)) this.requireXsrf(request, principal);
    if (rule === undefined) throw new ForbiddenError('forbidden', 'You may not do this.');
    await this.requireRule(rule, principal, request);
    return true;
  }

  private async requireRule(rule: AccessRule, principal: Principal, request: AuthenticatedRequest): Promise<void> {
    try {
      await this.rules.require(rule, principal, isUnsafe(request));
    } catch (error) {
      if (error instanceof ForbiddenError) await this.refusals.note(error, principal, request);
      throw error;
    }
  }

  override handleRequest<User>(error: unknown, user: User | false): User {
    if (error) throw error;
    if (!user) throw new UnauthenticatedError('unauthenticated', 'Sign in first.');
    return user;
  }

  /** A key that is presented decides, whatever cookies come along: it never falls back to a session. */
  private async principalOf(context: ExecutionContext, request: AuthenticatedRequest): Promise<Principal> {
    const key = presentedKeyOf(request);
    if (key !== null) return this.keys.authenticate(key, request, context.switchToHttp().getResponse());
    const token = accessTokenOf(request, this.config);
    const known = token === null ? null : this.cache.get(token);
    if (known) return known;
    await super.canActivate(context);
    if (!request.user) throw new UnauthenticatedError('unauthenticated', 'Sign in first.');
    return request.user;
  }

  /** Scripts with a cookie jar cannot be tricked into a request by another site; browsers can, so they prove themselves. */
  private requireXsrf(request: AuthenticatedRequest, { credential }: Principal): void {
    if (credential.kind === 'key') return;
    const presented = request.headers['x-xsrf-token'];
    if (typeof presented === 'string' ? this.tokens.isXsrf(credential.sessionId, presented) : !isFromBrowser(request)) return;
    throw new ForbiddenError('csrf_failed', 'Reload the page and try again.');
  }
}
