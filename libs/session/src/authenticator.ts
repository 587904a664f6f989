import { DOCUMENT, inject, Injectable } from '@angular/core';

import type { PasskeyOptionsDto } from '@sky/api-client';

type Options = PasskeyOptionsDto['options'];
/** A `PublicKeyCredential` in its JSON form, as the API takes it. */
export type PasskeyAnswer = Record<string, unknown>;

/** A passkey that was not used: the person put the question away, or the browser refused. In words for people. */
export class PasskeyProblem extends Error {
  constructor(
    readonly code: 'passkey_cancelled' | 'passkey_known' | 'passkey_unsupported',
    cause: unknown,
  ) {
    super(code, { cause });
  }
}

/** The browser's own dialog for passkeys. Its code is fetched with the first use. */
@Injectable({ providedIn: 'root' })
export class Authenticator {
  /** False in browsers that know no passkeys, and at numeric addresses: a passkey belongs to a name. */
  readonly isSupported = typeof PublicKeyCredential !== 'undefined' && !isNumeric(inject(DOCUMENT).location.hostname);

  /** Makes a passkey. */
  async create(options: Options): Promise<PasskeyAnswer> {
    const { startRegistration } = await import('@simplewebauthn/browser');
    return this.asked(() => startRegistration({ optionsJSON: options as never }));
  }

  /** Answers with a passkey. */
  async get(options: Options): Promise<PasskeyAnswer> {
    const { startAuthentication } = await import('@simplewebauthn/browser');
    return this.asked(() => startAuthentication({ optionsJSON: options as never }));
  }

  private async asked(question: () => Promise<object>): Promise<PasskeyAnswer> {
    if (!this.isSupported) throw new PasskeyProblem('passkey_unsupported', undefined);
    try {
      return { ...(await question()) };
    } catch (error) {
      const isKnown = error instanceof Error && error.name === 'InvalidStateError';
      throw new PasskeyProblem(isKnown ? 'passkey_known' : 'passkey_cancelled', error);
    }
  }
}

function isNumeric(host: string): boolean {
  return /^[\d.]+$/.test(host) || host.startsWith('[');
}
