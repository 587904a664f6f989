import { inject, Injectable } from '@angular/core';

import { Api, deleteServer, type ServerDetailDto } from '@sky/api-client';
import { HostSettings, refusalOf } from '@sky/session';
import { Confirmations, moneyInWords, Toasts } from '@sky/ui';

/** True when a server can be given up in its present state. */
export function canDelete({ state }: Pick<ServerDetailDto, 'state'>): boolean {
  return !['deleting', 'deleted', 'queued', 'building'].includes(state);
}

/** Asks whether a server shall go, by its name, and has it go. */
@Injectable({ providedIn: 'root' })
export class Deletion {
  private readonly api = inject(Api);
  private readonly confirmations = inject(Confirmations);
  private readonly host = inject(HostSettings);
  private readonly toasts = inject(Toasts);

  /** Minutes in which it can be undone. */
  minutes(): number {
    return this.host.value()?.deleteDelayMinutes ?? 0;
  }

  /** True when the server is going. */
  async ask({ id, name, addresses, package: plan, price, state }: ServerDetailDto): Promise<boolean> {
    const minutes = this.minutes();
    const isDone = await this.confirmations.ask({
      title: `Delete ${name}?`,
      body: `${name} is ${state}. ${minutes > 0 ? `You can undo this for ${minutes} min; after that it cannot be undone.` : 'This cannot be undone.'}`,
      facts: [
        { label: 'Goes for good', value: [`${plan.storageGb} GB disk`, ...addresses].join(', ') },
        { label: 'Your credit', value: `The rate falls by ${moneyInWords(price.hourly, price.currency, { decimals: 4 })}/h` },
      ],
      typed: name,
      confirm: 'Delete server',
      keep: 'Keep server',
      tone: 'danger',
      act: () => refusalOf(() => this.api.invoke(deleteServer, { id })),
    });
    if (isDone)
      this.toasts.done(minutes > 0 ? `${name} is deleted in ${minutes} min unless you keep it.` : `${name} is being deleted.`);
    return isDone;
  }
}
