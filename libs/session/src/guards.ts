import { inject } from '@angular/core';
import { type CanActivateFn, type Data, RedirectCommand, Router } from '@angular/router';

import type { Permission } from '@sky/api-client';

import { Session } from './session';

/** Lets signed-in people through; others sign in first and come back to where they wanted to go. */
export const signedIn: CanActivateFn = async (_route, state) => {
  const [session, router] = [inject(Session), inject(Router)];
  await session.load();
  return (
    session.isSignedIn() || router.createUrlTree(['/sign-in'], { queryParams: state.url === '/' ? {} : { next: state.url } })
  );
};

/** Lets people with a verified email through; money and servers need one. */
export const verified: CanActivateFn = async () => {
  const [session, router] = [inject(Session), inject(Router)];
  await session.load();
  return session.isVerified() || router.createUrlTree(['/verify']);
};

/** Leads people who need a second factor now and have none to the page where they set one up; all else refuses them. */
export function withSecondFactor(setUpAt: string): CanActivateFn {
  return async (_route, state) => {
    const [session, router] = [inject(Session), inject(Router)];
    await session.load();
    const from = session.user()?.secondFactorRequiredFrom;
    const isDue = from != null && new Date(from).getTime() <= Date.now();
    return !isDue || state.url.startsWith(setUpAt) || router.createUrlTree([setUpAt]);
  };
}

/** Leads suspended people to what they may still read. */
export function notSuspended(readableAt: string): CanActivateFn {
  return async () => {
    const [session, router] = [inject(Session), inject(Router)];
    await session.load();
    return !session.isSuspended() || router.createUrlTree([readableAt]);
  };
}

/** Lets guests through; who is signed in goes to the overview. */
export const guest: CanActivateFn = async () => {
  const [session, router] = [inject(Session), inject(Router)];
  await session.load();
  return !session.isSignedIn() || router.createUrlTree(['/overview']);
};

/** Lets staff through, whatever their role. A customer is shown the sign-in with the reason. */
export const staff: CanActivateFn = async (_route, state) => {
  const [session, router] = [inject(Session), inject(Router)];
  await session.load();
  if (session.isStaff()) return true;
  return router.createUrlTree(['/sign-in'], { queryParams: state.url === '/' ? {} : { next: state.url } });
};

/** Says which permission a route's page needs; {@link withPermission} reads it. */
export function needs(permission: Permission): Data {
  return { permission };
}

/** Shows the page at `refusedAt`, under the address that was asked for, to staff whose role lacks what a route {@link needs}. */
export function withPermission(refusedAt: string): CanActivateFn {
  return async route => {
    const [session, router] = [inject(Session), inject(Router)];
    await session.load();
    const permission = route.data['permission'] as Permission | undefined;
    if (permission === undefined || session.may(permission)) return true;
    return new RedirectCommand(router.createUrlTree([refusedAt], { queryParams: { permission } }), { skipLocationChange: true });
  };
}

/** A place inside this app to go on to after signing in; anything that leads elsewhere is dropped. */
export function safeNext(next: string | undefined, fallback: string): string {
  return next && /^\/(?![/\\])/.test(next) ? next : fallback;
}
