import { inject } from '@angular/core';
import { type CanActivateFn, Router } from '@angular/router';

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

/** Lets guests through; who is signed in goes to the overview. */
export const guest: CanActivateFn = async () => {
  const [session, router] = [inject(Session), inject(Router)];
  await session.load();
  return !session.isSignedIn() || router.createUrlTree(['/overview']);
};

/** Lets administrators through. A customer is shown the sign-in with the reason. */
export const admin: CanActivateFn = async (_route, state) => {
  const [session, router] = [inject(Session), inject(Router)];
  await session.load();
  if (session.isAdmin()) return true;
  return router.createUrlTree(['/sign-in'], { queryParams: state.url === '/' ? {} : { next: state.url } });
};

/** A place inside this app to go on to after signing in; anything that leads elsewhere is dropped. */
export function safeNext(next: string | undefined, fallback: string): string {
  return next && /^\/(?![/\\])/.test(next) ? next : fallback;
}
