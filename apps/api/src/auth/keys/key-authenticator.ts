import { Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import {
  ForbiddenError,
  isWellFormedApiKey,
  type Principal,
  SharedLimiter,
  TooManyRequestsError,
  UnauthenticatedError,
  type Verdict,
} from '@api/platform';
import { SettingsService } from '@api/settings';
import { networkOf } from '../attempts/network';
import { GuessCounter } from './guess-counter';
import { type FoundKey, KeyFinder } from './key-finder';
import { KeyHasher } from './key-hasher';
import { contains } from './networks';
import { KeyUse } from './use/key-use';

export { presentedKeyOf } from '@api/platform';

/** Finds the principal of a presented API key, and counts the request against the key's limit. */
@Injectable()
export class KeyAuthenticator {
  constructor(
    private readonly hasher: KeyHasher,
    private readonly finder: KeyFinder,
    private readonly limiter: SharedLimiter,
    private readonly guesses: GuessCounter,
    private readonly use: KeyUse,
    private readonly settings: SettingsService,
  ) {}

  /** Throws `invalid_api_key` for every key that cannot be used, whatever the reason. */
  async authenticate(key: string, request: FastifyRequest, reply: FastifyReply): Promise<Principal> {
    if (!isWellFormedApiKey(key)) throw unusable();
    this.guesses.require(networkOf(request.ip));
    const found = await this.finder.findAny(this.hasher.hashes(key));
    if (!found) {
      this.guesses.count(networkOf(request.ip));
      throw unusable();
    }
    this.use.begin(request, found.keyId);
    if (found.isDead) {
      this.guesses.count(networkOf(request.ip));
      throw unusable();
    }
    await this.requireBudget(found, reply);
    requireAddress(found, request.ip);
    requireGoodOwner(found.principal);
    return found.principal;
  }

  private async requireBudget({ keyId, requestsPerMinute }: FoundKey, reply: FastifyReply): Promise<void> {
    const limit = requestsPerMinute ?? this.settings.get('security.keyRequestsPerMinute');
    const verdict = await this.limiter.admit(`key:${keyId}`, limit);
    tell(verdict, reply);
    if (!verdict.isAdmitted)
      throw new TooManyRequestsError(
        'rate_limited',
        `This API key may make ${limit} requests a minute. Try again in ${verdict.retryAfterSeconds} seconds.`,
        verdict.retryAfterSeconds,
      );
  }
}

function tell({ limit, remaining, resetSeconds }: Verdict, reply: FastifyReply): void {
  void reply.headers({
    'x-ratelimit-limit': String(limit),
    'x-ratelimit-remaining': String(remaining),
    'x-ratelimit-reset': String(resetSeconds),
  });
}

function requireAddress({ allowedFrom }: FoundKey, address: string): void {
  if (allowedFrom !== null && !contains(allowedFrom, address))
    throw new ForbiddenError('address_not_allowed', 'This API key may not be used from your address.');
}

/** Keys act for people who can act themselves; what a suspended person may still read, they read in the portal. */
function requireGoodOwner({ isSuspended, isVerified }: Principal): void {
  if (isSuspended) throw new ForbiddenError('account_suspended', 'The account of this API key is suspended.');
  if (!isVerified)
    throw new ForbiddenError('email_not_verified', 'The owner of this API key has to confirm their e-mail address.');
}

function unusable(): UnauthenticatedError {
  return new UnauthenticatedError('invalid_api_key', 'This API key cannot be used.');
}
