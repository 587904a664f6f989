import { computed, inject, resource, type Signal } from '@angular/core';

import { type PasswordDemand, passwordDemands, type PasswordOwner } from '@sky/passwords';

import { HostSettings } from './host-settings';

/** Until the host's own rules have arrived. */
const USUAL_POLICY = { minLength: 12, needsKinds: false };

/**
 * What a new password still needs, while it is typed: the rules that the API applies as well. The list of well-known passwords
 * is fetched with the first character. Call it where `inject` may be called.
 */
export function passwordCheck(password: Signal<string>, owner: Signal<PasswordOwner>): Signal<PasswordDemand[]> {
  const host = inject(HostSettings);
  const common = resource({
    params: () => (password() === '' ? undefined : true),
    loader: async () => (await import('@sky/passwords/common')).commonPasswords(),
  });
  const policy = computed(() => {
    const settings = host.value();
    return settings ? { minLength: settings.passwordMinLength, needsKinds: settings.passwordNeedsKinds } : USUAL_POLICY;
  });
  return computed(() =>
    passwordDemands(password(), owner(), policy(), common.hasValue() ? common.value() : null, [host.companyName()]),
  );
}
