import { Injectable } from '@nestjs/common';
import {
  type AccessRule,
  ForbiddenError,
  isAdminScope,
  type KeyCredential,
  type Principal,
  type SessionCredential,
} from '@api/platform';
import { onlyOwner, requireStepUp } from './step-up';
import { SecondFactorPolicy } from './second-factor-policy';

/** Says of a known caller whether a route's rule admits them; throws the refusal when it does not. */
@Injectable()
export class Rules {
  constructor(private readonly secondFactors: SecondFactorPolicy) {}

  async require(rule: AccessRule, principal: Principal, changesSomething: boolean): Promise<void> {
    if (principal.isSuspended && !rule.whileSuspended)
      throw new ForbiddenError('account_suspended', 'This account is suspended. Contact support.');
    if (principal.credential.kind === 'key') this.requireScope(rule, principal, principal.credential);
    else this.requireSession(rule, principal.credential, changesSomething);
    await this.requireCaller(rule, principal);
    if (rule.stepUp && principal.credential.kind === 'session') requireStepUp(principal.credential);
  }

  private requireScope({ scope }: AccessRule, principal: Principal, { scopes }: KeyCredential): void {
    if (scope === undefined) throw new ForbiddenError('session_required', 'API keys cannot call this address.');
    if (!scopes.has(scope))
      throw new ForbiddenError('invalid_scope', `This API key lacks the scope ${scope}.`, undefined, { required_scope: scope });
    if (isAdminScope(scope) && principal.role !== 'admin')
      throw new ForbiddenError('forbidden', `The owner of this API key may not use the scope ${scope} any more.`);
  }

  private requireSession(
    { who, whileImpersonating, ownerOnly }: AccessRule,
    { impersonator }: SessionCredential,
    changesSomething: boolean,
  ): void {
    if (who === 'key') throw new ForbiddenError('api_key_required', 'Only API keys can call this address.');
    if (impersonator && !impersonator.mayWrite && changesSomething && !whileImpersonating)
      throw new ForbiddenError('read_only_session', 'You look at this account as support: reading only.');
    if (impersonator && ownerOnly) throw onlyOwner();
  }

  private async requireCaller({ who }: AccessRule, principal: Principal): Promise<void> {
    // Somebody signed in needs the way to the page where a second factor is set up; a key does not.
    const mayPrepare = who === 'signed-in' && principal.credential.kind === 'session';
    if (!mayPrepare) await this.secondFactors.require(principal);
    if (who === 'signed-in' || who === 'public') return;
    if (who === 'verified' || who === 'key') {
      if (!principal.isVerified) throw new ForbiddenError('email_not_verified', 'Confirm your e-mail address first.');
      return;
    }
    if (!principal.permissions.has(who)) throw new ForbiddenError('forbidden', 'You may not do this.');
  }
}
