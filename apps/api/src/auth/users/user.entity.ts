import { defineEntity, p } from '@mikro-orm/postgresql';
import { ROLES, type Role } from '../access/roles';

export { ROLES, type Role };
/** A deleted person is anonymised; their row stays, because the ledger refers to it. */
export const USER_STATES = ['active', 'suspended', 'deleted'] as const;
export type UserState = (typeof USER_STATES)[number];

export const UserSchema = defineEntity({
  name: 'User',
  tableName: 'users',
  properties: {
    id: p.integer().primary(),
    username: p.string(),
    email: p.string(),
    fullName: p.string(),
    passwordHash: p.string(),
    role: p.string().$type<Role>(),
    state: p.string().$type<UserState>(),
    emailVerifiedAt: p.datetime().nullable(),
    termsAcceptedAt: p.datetime(),
    lastSignInAt: p.datetime().nullable(),
    createdAt: p.datetime(),
    updatedAt: p.datetime(),
    /** In words for the person. */
    suspendedReason: p.string().nullable(),
    suspendedAt: p.datetime().nullable(),
    deletedAt: p.datetime().nullable(),
    /** BCP 47. */
    locale: p.string(),
    /** IANA. */
    timeZone: p.string(),
  },
});

/** What people change about themselves without more ado. */
export interface ProfileFields {
  readonly fullName: string;
  readonly locale: string;
  readonly timeZone: string;
}

export interface NewUser {
  readonly username: string;
  readonly email: string;
  readonly fullName: string;
  readonly passwordHash: string;
  readonly role?: Role;
  /** IANA; UTC when it is not told. */
  readonly timeZone?: string;
}

/** A person with an account: a customer or a member of staff. `createdAt` is business time, the rest real time. */
export class User extends UserSchema.class {
  static register({ username, email, fullName, passwordHash, role = 'customer', timeZone = 'UTC' }: NewUser, at: Date): User {
    return Object.assign(new User(), {
      username,
      email,
      fullName,
      passwordHash,
      role,
      state: 'active',
      emailVerifiedAt: null,
      termsAcceptedAt: at,
      lastSignInAt: null,
      createdAt: at,
      updatedAt: at,
      suspendedReason: null,
      suspendedAt: null,
      deletedAt: null,
      locale: 'en-GB',
      timeZone,
    });
  }

  get isVerified(): boolean {
    return this.emailVerifiedAt !== null;
  }

  get isSuspended(): boolean {
    return this.state === 'suspended';
  }

  confirmEmail(): void {
    this.emailVerifiedAt ??= new Date();
    this.updatedAt = new Date();
  }

  /** What is left out stays. */
  change({ fullName = this.fullName, locale = this.locale, timeZone = this.timeZone }: Partial<ProfileFields>): void {
    Object.assign(this, { fullName, locale, timeZone, updatedAt: new Date() });
  }

  /** The new address was confirmed by whoever reads it. */
  changeEmail(email: string): void {
    this.email = email;
    this.emailVerifiedAt = new Date();
    this.updatedAt = new Date();
  }

  become(role: Role): void {
    this.role = role;
    this.updatedAt = new Date();
  }

  suspend(reason: string): void {
    Object.assign(this, { state: 'suspended', suspendedReason: reason, suspendedAt: new Date(), updatedAt: new Date() });
  }

  unsuspend(): void {
    Object.assign(this, { state: 'active', suspendedReason: null, suspendedAt: null, updatedAt: new Date() });
  }

  /** Nobody can be told from the row any more, and nobody can sign in with it; its id stays, because the ledger refers to it. */
  anonymise(): void {
    const name = `deleted-${this.id}`;
    Object.assign(this, {
      username: name,
      email: `${name}@deleted.invalid`,
      fullName: 'Deleted person',
      passwordHash: '',
      state: 'deleted',
      role: 'customer',
      suspendedReason: null,
      deletedAt: new Date(),
      updatedAt: new Date(),
    });
  }

  changePassword(passwordHash: string): void {
    this.passwordHash = passwordHash;
    this.updatedAt = new Date();
  }
}
UserSchema.setClass(User);
