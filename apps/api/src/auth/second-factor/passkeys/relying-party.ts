import {
  type AuthenticationResponseJSON,
  generateAuthenticationOptions,
  generateRegistrationOptions,
  type PublicKeyCredentialCreationOptionsJSON,
  type PublicKeyCredentialRequestOptionsJSON,
  type RegistrationResponseJSON,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
  type WebAuthnCredential,
} from '@simplewebauthn/server';
import { Injectable } from '@nestjs/common';
import { Config } from '@api/platform';
import { SettingsService } from '@api/settings';
import { CHALLENGE_LIFETIME_SECONDS } from './webauthn-challenges';

/** EdDSA, ES256 and RS256 (COSE): what today's authenticators have. */
const ALGORITHMS = [-8, -7, -257];
const TIMEOUT_MS = CHALLENGE_LIFETIME_SECONDS * 1000;

/** The bytes of a base64url challenge: given as text, the library would encode them once more. */
const bytesOf = (challenge: string) => new Uint8Array(Buffer.from(challenge, 'base64url'));

export type Credential = Pick<WebAuthnCredential, 'id' | 'transports'>;

/** What an authenticator proved about a new passkey. */
export interface NewCredential {
  readonly credential: WebAuthnCredential;
  readonly isBackedUp: boolean;
}

/** What an authenticator proved about a known passkey. */
export interface Assertion {
  readonly counter: number;
  readonly isBackedUp: boolean;
}

/** This product in the words of WebAuthn: its id and origin come from PUBLIC_URL, and only answers made for them count. */
@Injectable()
export class RelyingParty {
  constructor(
    private readonly config: Config,
    private readonly settings: SettingsService,
  ) {}

  registrationOptions(
    person: { readonly id: number; readonly email: string; readonly fullName: string },
    challenge: string,
    known: readonly Credential[],
    mustVerify: boolean,
  ): Promise<PublicKeyCredentialCreationOptionsJSON> {
    return generateRegistrationOptions({
      rpName: this.settings.get('company.name'),
      rpID: this.id,
      userName: person.email,
      userDisplayName: person.fullName,
      userID: new Uint8Array(Buffer.from(userHandleOf(person.id))),
      challenge: bytesOf(challenge),
      timeout: TIMEOUT_MS,
      attestationType: 'none',
      supportedAlgorithmIDs: ALGORITHMS,
      excludeCredentials: [...known],
      authenticatorSelection: { residentKey: 'preferred', userVerification: mustVerify ? 'required' : 'preferred' },
    });
  }

  authenticationOptions(
    challenge: string,
    known: readonly Credential[],
    mustVerify: boolean,
  ): Promise<PublicKeyCredentialRequestOptionsJSON> {
    return generateAuthenticationOptions({
      rpID: this.id,
      challenge: bytesOf(challenge),
      timeout: TIMEOUT_MS,
      allowCredentials: [...known],
      userVerification: mustVerify ? 'required' : 'preferred',
    });
  }

  /** The new passkey of an answer, or null when the answer proves nothing. */
  async registered(
    response: RegistrationResponseJSON,
    expectedChallenge: string,
    requireUserVerification: boolean,
  ): Promise<NewCredential | null> {
    try {
      const { verified, registrationInfo } = await verifyRegistrationResponse({
        response,
        expectedChallenge,
        expectedOrigin: this.origin,
        expectedRPID: this.id,
        requireUserVerification,
        supportedAlgorithmIDs: ALGORITHMS,
      });
      return verified ? { credential: registrationInfo.credential, isBackedUp: registrationInfo.credentialBackedUp } : null;
    } catch {
      return null; // the library throws for whatever does not fit: origin, party, flags, form
    }
  }

  /** What an answer of a known passkey proves, or null when it proves nothing. */
  async authenticated(
    response: AuthenticationResponseJSON,
    expectedChallenge: string,
    credential: WebAuthnCredential,
    requireUserVerification: boolean,
  ): Promise<Assertion | null> {
    try {
      const { verified, authenticationInfo } = await verifyAuthenticationResponse({
        response,
        expectedChallenge,
        expectedOrigin: this.origin,
        expectedRPID: this.id,
        credential,
        requireUserVerification,
      });
      return verified ? { counter: authenticationInfo.newCounter, isBackedUp: authenticationInfo.credentialBackedUp } : null;
    } catch {
      return null; // the library throws for whatever does not fit: origin, party, flags, counter, form
    }
  }

  private get origin(): string {
    return new URL(this.config.env.PUBLIC_URL).origin;
  }

  private get id(): string {
    return new URL(this.config.env.PUBLIC_URL).hostname;
  }
}

/** The same for all passkeys of a person, and says nothing about them. */
export function userHandleOf(userId: number): string {
  return `user-${userId}`;
}
