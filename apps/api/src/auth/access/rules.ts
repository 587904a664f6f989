import { Injectable } from '@nestjs/common';
import {
  type AccessRule,
  ForbiddenError,
  isAdminScope,
  type KeyCredential,
  type Principal,
  type SessionCredential,
} from '@api/platform';
import { SecondFactorPolicy } from './second-factor-policy';

/** A step-up counts for so long. */
export const STEP_UP_LASTS_MS = 5 * 60_000;

/** Says of a known caller whether a route's rule admits them; throws the refusal when it does not. */
@Injectable()
export class Rules {
  constructor(private readonly secondFactors: SecondFactorPolicy) {}

  require(rule: AccessRule, principal: Principal, changesSomething: boolean): void {
    if (principal.isSuspended && !rule.whileSuspended)
      throw new ForbiddenError('account_suspended', 'This account is suspended. Contact support.');
    if (principal.credential.kind === 'key') this.requireScope(rule, principal, principal.credential);
    else this.requireSession(rule, principal.credential, changesSomething);
    this.requireCaller(rule, principal);
    if (rule.stepUp && principal.credential.kind === 'session') this.requireStepUp(principal.credential);
  }

  private requireScope({ scope }: AccessRule, principal: Principal, { scopes }: KeyCredential): void {
    if (scope === undefined) throw new ForbiddenError('session_required', 'API keys cannot call this address.');
    if (!scopes.has(scope))
      throw new ForbiddenError('invalid_scope', `This API key lacks the scope ${scope}.`, undefined, { required_scope: scope });
    if (isAdminScope(scope) && principal.role !== 'admin')
      throw new ForbiddenError('forbidden', `The owner of this API key may not use the scope ${scope} any more.`);
  }

  private requireSession(
    { who, whileImpersonating }: AccessRule,
    { impersonator }: SessionCredential,
    changesSomething: boolean,
  ): void {
    if (who === 'key') throw new ForbiddenError('api_key_required', 'Only API keys can call this address.');
    if (impersonator && !impersonator.mayWrite && changesSomething && !whileImpersonating)
      throw new ForbiddenError('read_only_session', 'You look at this account as support: reading only.');
  }

  private requireCaller({ who }: AccessRule, principal: Principal): void {
    if (who === 'signed-in' || who === 'public') return;
    this.secondFactors.require(principal);
    if (who === 'verified' || who === 'key') {
      if (!principal.isVerified) throw new ForbiddenError('email_not_verified', 'Confirm your e-mail address first.');
      return;
    }
    if (!principal.permissions.has(who)) throw new ForbiddenError('forbidden', 'You may not do this.');
  }

  private requireStepUp({ steppedUpAt, impersonator }: SessionCredential): void {
    if (impersonator) throw new ForbiddenError('read_only_session', 'Only the owner of an account can do this.');
    if (steppedUpAt === null || Date.now() - steppedUpAt > STEP_UP_LASTS_MS)
      throw new ForbiddenError('step_up_required', 'Confirm that it is you, then try again.');
  }
}
