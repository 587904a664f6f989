import { HttpClient, HttpContext } from '@angular/common/http';
import { inject, Injectable, Injector, signal } from '@angular/core';
import { firstValueFrom } from 'rxjs';

import { refresh, type SignedInDto, type UserDto } from '@sky/api-client';

import { Activity } from './activity';
import { WITHOUT_REFRESH } from './http-context';

const REFRESHED_AT = 'sky-refreshed-at';

/**
 * Renews the session's token. The refresh token works once and its reuse ends the session, so callers that come while a
 * renewal is under way share it, and the tabs of a browser take turns.
 */
@Injectable({ providedIn: 'root' })
export class Refresher {
  private readonly injector = inject(Injector);
  private underWay: Promise<boolean> | undefined;

  /** Turns true when a renewal was refused: whoever was signed in is not any more. */
  readonly isRefused = signal(false);

  /** Who is signed in, as the last renewal told it. */
  readonly renewed = signal<UserDto | null>(null);

  refresh(): Promise<boolean> {
    this.underWay ??= this.renewInTurn().finally(() => (this.underWay = undefined));
    return this.underWay;
  }

  private async renewInTurn(): Promise<boolean> {
    const askedAt = Date.now();
    const renewed = async () => (Number(localStorage.getItem(REFRESHED_AT)) > askedAt ? true : this.renew());
    const isRenewed = 'locks' in navigator ? await navigator.locks.request('sky-refresh', renewed) : await renewed();
    this.isRefused.set(!isRenewed);
    return isRenewed;
  }

  private async renew(): Promise<boolean> {
    try {
      // Fetched late: HttpClient is being built while interceptors are.
      const http = this.injector.get(HttpClient);
      const { user } = await firstValueFrom(
        http.post<SignedInDto>(refresh.PATH, null, {
          context: new HttpContext().set(WITHOUT_REFRESH, true),
          headers: { 'X-Idle-Seconds': String(this.injector.get(Activity).idleSeconds()) },
        }),
      );
      this.renewed.set(user);
      localStorage.setItem(REFRESHED_AT, String(Date.now()));
      return true;
    } catch {
      return false;
    }
  }
}
