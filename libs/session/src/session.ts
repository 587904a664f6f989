import { HttpContext } from '@angular/common/http';
import { computed, DOCUMENT, effect, inject, Injectable, Injector, signal, untracked } from '@angular/core';

import {
  Api,
  getLoginPasskeyOptions,
  getUser,
  login,
  loginByPasskey,
  loginBySecondFactor,
  logout,
  type Permission,
  type SecondStepDto,
  type UserDto,
} from '@sky/api-client';

import { Authenticator } from './authenticator';
import { WITHOUT_REFRESH } from './http-context';
import { problemOf } from './problem';
import { Refresher } from './refresher';

/** A right password: either the person is in, or a second factor has to be shown. */
export type FirstStep =
  { readonly user: UserDto; readonly secondStep?: undefined } | { readonly user?: undefined; readonly secondStep: SecondStepDto };

/** Who is signed in. Asked once when the app starts; guards and shells read it. */
@Injectable({ providedIn: 'root' })
export class Session {
  private readonly api = inject(Api);
  private readonly injector = inject(Injector);
  private readonly document = inject(DOCUMENT);
  private readonly known = signal<UserDto | null | undefined>(undefined);
  private loading: Promise<void> | undefined;

  /** The person, null for a guest, undefined until the first answer. */
  readonly user = this.known.asReadonly();
  readonly isSignedIn = computed(() => !!this.known());
  readonly isSuspended = computed(() => this.known()?.state === 'suspended');
  readonly isVerified = computed(() => this.known()?.isVerified ?? false);
  /** True for every role that the console is for; what each may do there is told by {@link may}. */
  readonly isStaff = computed(() => (this.known()?.role ?? 'customer') !== 'customer');

  /** True when the session ended under the person's hands, so that pages can say so. */
  readonly hasEnded = signal(false);

  private readonly refresher = inject(Refresher);

  constructor() {
    effect(() => {
      const renewed = this.refresher.renewed();
      if (renewed) untracked(() => this.known() && this.known.set(renewed));
    });
    effect(() => {
      if (!this.refresher.isRefused()) return;
      untracked(() => {
        if (!this.known()) return;
        this.hasEnded.set(true);
        this.known.set(null);
      });
    });
  }

  /** Whether the person may do something in the console; a signal's read, so pages follow when their rights change. */
  may(permission: Permission): boolean {
    return this.known()?.permissions.includes(permission) ?? false;
  }

  /** Settles who is signed in; later calls wait for the first answer and ask no more. */
  load(): Promise<void> {
    this.loading ??= this.reload();
    return this.loading;
  }

  /** Asks again, for instance after the email was verified. An unreachable API leaves what is known. A browser without a session is a guest without asking. */
  async reload(): Promise<void> {
    if (!this.hasCookie()) return this.known.set(null);
    try {
      this.known.set(await this.api.invoke(getUser));
    } catch (error) {
      if ([401, 403].includes(problemOf(error).status) || this.known() === undefined) this.known.set(null);
    }
  }

  async signIn(username: string, password: string): Promise<FirstStep> {
    const { user, secondFactor } = await this.api.invoke(login, { body: { username, password } }, unrefreshed());
    if (secondFactor) return { secondStep: secondFactor };
    if (!user) throw new Error('The API answered a sign-in with neither a person nor a second step');
    return { user: this.begin(user) };
  }

  /** Finishes a sign-in by a code of the app or a recovery code. */
  async signInByCode(challenge: string, code: string): Promise<UserDto> {
    return this.begin((await this.api.invoke(loginBySecondFactor, { body: { challenge, code } }, unrefreshed())).user);
  }

  /** Signs in by passkey: as the second step of a challenge, or alone. */
  async signInByPasskey(challenge?: string): Promise<UserDto> {
    const second = challenge === undefined ? {} : { challenge };
    const { options } = await this.api.invoke(getLoginPasskeyOptions, { body: second }, unrefreshed());
    const response = await this.injector.get(Authenticator).get(options);
    return this.begin((await this.api.invoke(loginByPasskey, { body: { ...second, response } }, unrefreshed())).user);
  }

  /** Signs out here at once; a failed request ends with the session's own end. */
  async signOut(): Promise<void> {
    try {
      await this.api.invoke(logout);
    } finally {
      this.known.set(null);
      this.hasEnded.set(false);
    }
  }

  private begin(user: UserDto): UserDto {
    this.hasEnded.set(false);
    this.refresher.isRefused.set(false);
    this.loading = Promise.resolve();
    this.known.set(user);
    return user;
  }

  /** The session itself is out of reach of scripts, but the cookie of Angular's XSRF guard comes and goes with it. */
  private hasCookie(): boolean {
    return /(^|; )XSRF-TOKEN=/.test(this.document.cookie);
  }

  /** Takes a changed profile as the person. */
  update(user: UserDto): void {
    this.known.set(user);
  }
}

/** A refused sign-in looks like an expired session; renewing that would not help. */
function unrefreshed(): HttpContext {
  return new HttpContext().set(WITHOUT_REFRESH, true);
}
