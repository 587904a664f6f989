import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { PublicKeyCredentialCreationOptionsJSON } from '@simplewebauthn/server';
import { AuditLog } from '@api/audit';
import { ConflictError, NotFoundError, RefusedError } from '@api/platform';
import { SessionService } from '../../sessions/session.service';
import { User } from '../../users/user.entity';
import { FactorChanges } from '../factor-changes';
import type { AddedFactor } from '../totp/totp.service';
import { challengeIn, registrationFrom, transportsIn } from './passkey-answers';
import { mustVerifyPerson, type Passkey, Passkeys } from './passkeys';
import { type NewCredential, RelyingParty } from './relying-party';
import { type ChallengePurpose, WebauthnChallenges } from './webauthn-challenges';

const MOST_PASSKEYS = 20;

/** A passkey that was added, and what came with it. */
export interface AddedPasskey extends AddedFactor {
  readonly passkey: Passkey;
}

/** Adds, names and removes the passkeys of people. */
@Injectable()
export class PasskeyService {
  constructor(
    private readonly em: EntityManager,
    private readonly passkeys: Passkeys,
    private readonly challenges: WebauthnChallenges,
    private readonly relyingParty: RelyingParty,
    private readonly changes: FactorChanges,
    private readonly sessions: SessionService,
    private readonly audit: AuditLog,
  ) {}

  /** What a browser needs to make a passkey for this person. */
  async options(userId: number, sessionId: number): Promise<PublicKeyCredentialCreationOptionsJSON> {
    const user = await this.em.fork().findOneOrFail(User, { id: userId });
    const known = await this.passkeys.credentialsOf(userId);
    if (known.length >= MOST_PASSKEYS)
      throw new RefusedError('too_many_passkeys', `There can be ${MOST_PASSKEYS} passkeys. Remove one that you do not use.`);
    const challenge = await this.challenges.issue(registering(userId, sessionId));
    return this.relyingParty.registrationOptions(user, challenge, known, mustVerifyPerson(user.role));
  }

  async add(userId: number, sessionId: number, name: string, answer: unknown): Promise<AddedPasskey> {
    const response = registrationFrom(answer);
    const challenge = challengeIn(response.response.clientDataJSON);
    const isOurs = challenge !== null && (await this.challenges.take(challenge, registering(userId, sessionId)));
    const { role } = await this.em.fork().findOneOrFail(User, { id: userId });
    const made = isOurs ? await this.relyingParty.registered(response, challenge, mustVerifyPerson(role)) : null;
    if (!made) throw new RefusedError('invalid_passkey', 'This passkey could not be checked. Try again.');
    return this.em.transactional(async () => {
      const user = await this.changes.hold(userId);
      const passkey = await this.store(userId, name, made, transportsIn(response.response.transports ?? []));
      const recoveryCodes = await this.changes.firstCodes(userId);
      const session = await this.sessions.replace(userId, sessionId, 'passkey');
      await this.changes.announce(user, session.sessionId, {
        action: 'passkey.added',
        target: { kind: 'passkey', id: passkey.id },
        details: { name },
        words: `The passkey “${name}” was added.`,
      });
      return { passkey, recoveryCodes, session };
    });
  }

  async rename(userId: number, id: number, name: string): Promise<Passkey> {
    return this.em.transactional(async em => {
      await em.execute('update passkeys set name = ? where id = ? and user_id = ?', [name, id, userId]);
      const renamed = (await this.passkeys.of(userId)).find(passkey => passkey.id === id);
      if (!renamed) throw noSuchPasskey();
      await this.audit.record({ action: 'passkey.renamed', target: { kind: 'passkey', id }, details: { name } });
      return renamed;
    });
  }

  async remove(userId: number, sessionId: number, id: number): Promise<void> {
    await this.em.transactional(async em => {
      const user = await this.changes.hold(userId);
      const [removed] = await em.execute<{ name: string }[]>('delete from passkeys where id = ? and user_id = ? returning name', [
        id,
        userId,
      ]);
      if (!removed) throw noSuchPasskey();
      await this.changes.afterRemoval(user);
      await this.changes.announce(user, sessionId, {
        action: 'passkey.removed',
        target: { kind: 'passkey', id },
        details: { name: removed.name },
        words: `The passkey “${removed.name}” was removed.`,
      });
    });
  }

  private async store(
    userId: number,
    name: string,
    { credential, isBackedUp }: NewCredential,
    transports: readonly string[],
  ): Promise<Passkey> {
    const [stored] = await this.em.execute<Passkey[]>(
      `insert into passkeys (user_id, credential_id, public_key, counter, transports, name, backed_up)
       values (?, ?, ?, ?, string_to_array(?, ','), ?, ?) on conflict (credential_id) do nothing
       returning id, name, backed_up as "isBackedUp", created_at as "createdAt", last_used_at as "lastUsedAt"`,
      [userId, credential.id, Buffer.from(credential.publicKey), credential.counter, transports.join(','), name, isBackedUp],
    );
    if (!stored) throw new ConflictError('passkey_exists', 'This passkey is registered already.');
    return stored;
  }
}

function registering(userId: number, sessionId: number): ChallengePurpose {
  return { purpose: 'register', userId, sessionId };
}

function noSuchPasskey(): NotFoundError {
  return new NotFoundError('passkey_not_found', 'There is no such passkey.');
}
