import { HttpContext } from '@angular/common/http';
import { computed, DOCUMENT, effect, inject, Injectable, signal, untracked } from '@angular/core';

import { Api, getUser, login, logout, type UserDto } from '@sky/api-client';

import { WITHOUT_REFRESH } from './http-context';
import { problemOf } from './problem';
import { Refresher } from './refresher';

/** Who is signed in. Asked once when the app starts; guards and shells read it. */
@Injectable({ providedIn: 'root' })
export class Session {
  private readonly api = inject(Api);
  private readonly document = inject(DOCUMENT);
  private readonly known = signal<UserDto | null | undefined>(undefined);
  private loading: Promise<void> | undefined;

  /** The person, null for a guest, undefined until the first answer. */
  readonly user = this.known.asReadonly();
  readonly isSignedIn = computed(() => !!this.known());
  readonly isVerified = computed(() => this.known()?.isVerified ?? false);
  readonly isAdmin = computed(() => this.known()?.role === 'admin');

  /** True when the session ended under the person's hands, so that pages can say so. */
  readonly hasEnded = signal(false);

  private readonly refresher = inject(Refresher);

  constructor() {
    effect(() => {
      if (!this.refresher.isRefused()) return;
      untracked(() => {
        if (!this.known()) return;
        this.hasEnded.set(true);
        this.known.set(null);
      });
    });
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

  async signIn(username: string, password: string): Promise<UserDto> {
    const { user } = await this.api.invoke(login, { body: { username, password } }, new HttpContext().set(WITHOUT_REFRESH, true));
    this.hasEnded.set(false);
    this.refresher.isRefused.set(false);
    this.loading = Promise.resolve();
    this.known.set(user);
    return user;
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

  /** The session itself is out of reach of scripts, but the cookie of Angular's XSRF guard comes and goes with it. */
  private hasCookie(): boolean {
    return /(^|; )XSRF-TOKEN=/.test(this.document.cookie);
  }

  /** Takes a changed profile as the person. */
  update(user: UserDto): void {
    this.known.set(user);
  }
}
