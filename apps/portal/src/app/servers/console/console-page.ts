import { ChangeDetectionStrategy, Component, computed, effect, inject, input, resource } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';

import { Api, enableConsole, getServer, openConsole, powerServer } from '@sky/api-client';
import { patiently, problemOf } from '@sky/session';
import { PageTrail, Toasts } from '@sky/ui';
import { type ConsoleRemedy, ConsoleStage } from '@sky/ui/console';

/** The checks before a console opens look at another machine. */
const LONGEST_CHECKS_MS = 30_000;

/** The console of one of the customer's servers. */
@Component({
  selector: 'portal-console-page',
  imports: [ConsoleStage, MatButton, RouterLink],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <ui-console-stage [name]="name()" [ask]="ask()" [explain]="explain" [remedies]="remedies()">
      <a otherWays matButton="outlined" [routerLink]="['/servers', id()]">Back to the server</a>
    </ui-console-stage>
  `,
})
export class ConsolePage {
  readonly id = input.required<string>();

  private readonly api = inject(Api);
  private readonly toasts = inject(Toasts);
  private readonly serverId = computed(() => Number(this.id()));

  private readonly server = resource({
    params: () => this.serverId(),
    loader: ({ params: id }) => this.api.invoke(getServer, { id }),
  });
  protected readonly name = computed(() => (this.server.hasValue() ? this.server.value().name : 'Console'));
  protected readonly ask = computed(() => {
    const id = this.serverId();
    return () => this.api.invoke(openConsole, { id }, patiently(LONGEST_CHECKS_MS));
  });
  protected readonly explain = (error: unknown) => problemOf(error).message;
  protected readonly remedies = computed<ConsoleRemedy[]>(() => {
    const id = this.serverId();
    const enable = () => this.told(() => this.api.invoke(enableConsole, { id }));
    return [
      {
        code: 'server-off',
        label: 'Start server',
        act: () => this.told(() => this.api.invoke(powerServer, { id, action: 'boot' })),
      },
      { code: 'vnc-disabled', label: 'Turn console on', act: enable },
      { code: 'port-refused', label: 'Turn console on', act: enable },
      { code: 'wrong-password', label: 'Make a new password', act: enable },
    ];
  });

  constructor() {
    const trail = inject(PageTrail);
    effect(() => {
      const server = { label: this.name(), link: `/servers/${this.id()}` };
      trail.show('Console', [{ label: 'Servers', link: '/servers' }, server]);
    });
  }

  private async told(act: () => Promise<unknown>): Promise<void> {
    try {
      await act();
    } catch (error) {
      this.toasts.failed(problemOf(error).message);
    }
  }
}
