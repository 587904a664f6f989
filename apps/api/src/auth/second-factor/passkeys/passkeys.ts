import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { WebAuthnCredential } from '@simplewebauthn/server';
import { isStaff, type Role } from '../../access/roles';
import { assertionFrom, challengeIn, transportsIn } from './passkey-answers';
import { RelyingParty, userHandleOf } from './relying-party';
import { type ChallengePurpose, WebauthnChallenges } from './webauthn-challenges';

/** One passkey, as its owner sees it. */
export interface Passkey {
  readonly id: number;
  readonly name: string;
  /** It is copied to the owner's other devices by their platform. */
  readonly isBackedUp: boolean;
  readonly createdAt: Date;
  readonly lastUsedAt: Date | null;
}

interface StoredPasskey {
  id: number;
  user_id: number;
  role: Role;
  public_key: Buffer;
  counter: string;
  transports: string[];
}

/** The passkeys of people, and whether an answer was made with one of them. */
@Injectable()
export class Passkeys {
  constructor(
    private readonly em: EntityManager,
    private readonly challenges: WebauthnChallenges,
    private readonly relyingParty: RelyingParty,
  ) {}

  async of(userId: number): Promise<Passkey[]> {
    return this.em.execute<Passkey[]>(
      `select id, name, backed_up as "isBackedUp", created_at as "createdAt", last_used_at as "lastUsedAt"
       from passkeys where user_id = ? order by id`,
      [userId],
    );
  }

  /** What a browser needs to know of a person's passkeys, so that it offers only those. */
  async credentialsOf(userId: number): Promise<Pick<WebAuthnCredential, 'id' | 'transports'>[]> {
    const rows = await this.em.execute<{ credential_id: string; transports: string[] }[]>(
      'select credential_id, transports from passkeys where user_id = ? order by id',
      [userId],
    );
    return rows.map(({ credential_id: id, transports }) => ({ id, transports: transportsIn(transports) }));
  }

  /** Whose passkey made this answer to a challenge of this purpose; null when it proves nothing. The challenge is used up. */
  async ownerProvedBy(answer: unknown, purpose: ChallengePurpose): Promise<number | null> {
    const response = assertionFrom(answer);
    const challenge = challengeIn(response.response.clientDataJSON);
    if (challenge === null || !(await this.challenges.take(challenge, purpose))) return null;
    const [stored] = await this.em.execute<StoredPasskey[]>(
      `select p.id, p.user_id, u.role, p.public_key, p.counter, p.transports
       from passkeys p join users u on u.id = p.user_id where p.credential_id = ? and u.state <> 'deleted'`,
      [response.id],
    );
    if (!stored || (purpose.userId !== null && stored.user_id !== purpose.userId)) return null;
    const { userHandle } = response.response;
    if (userHandle && Buffer.from(userHandle, 'base64url').toString() !== userHandleOf(stored.user_id)) return null;
    const credential: WebAuthnCredential = {
      id: response.id,
      publicKey: new Uint8Array(stored.public_key),
      counter: Number(stored.counter),
      transports: transportsIn(stored.transports),
    };
    const mustVerify = purpose.purpose === 'sign-in' || mustVerifyPerson(stored.role);
    const assertion = await this.relyingParty.authenticated(response, challenge, credential, mustVerify);
    if (!assertion) return null;
    return (await this.countUse(stored, assertion.counter, assertion.isBackedUp)) ? stored.user_id : null;
  }

  /** The counter goes up with each use, or stays at zero where the authenticator keeps none. */
  private async countUse({ id, counter: known }: StoredPasskey, counter: number, isBackedUp: boolean): Promise<boolean> {
    const rows = await this.em.execute<{ id: number }[]>(
      `update passkeys set counter = ?, backed_up = ?, last_used_at = now() where id = ? and counter = ? returning id`,
      [counter, isBackedUp, id, known],
    );
    return rows.length === 1;
  }
}

/** A lost key of a member of staff must not open the console: their authenticator has to ask for a PIN or a finger. */
export function mustVerifyPerson(role: Role): boolean {
  return isStaff(role);
}
