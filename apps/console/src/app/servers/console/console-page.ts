import { ChangeDetectionStrategy, Component, computed, effect, inject, input, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';

import { Api, enableConsoleForAdmin, openConsoleForAdmin } from '@sky/api-client';
import { patiently, problemOf } from '@sky/session';
import { PageTrail, Toasts } from '@sky/ui';
import { type ConsoleRemedy, ConsoleStage } from '@sky/ui/console';

const LONGEST_CHECKS_MS = 30_000;

/** The console of any server, for staff who may open it. */
@Component({
  selector: 'console-console-page',
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
  protected readonly name = signal('Console');
  protected readonly ask = computed(() => {
    const id = Number(this.id());
    return async () => {
      const way = await this.api.invoke(openConsoleForAdmin, { id }, patiently(LONGEST_CHECKS_MS));
      this.name.set(way.serverName);
      return way;
    };
  });
  protected readonly explain = (error: unknown) => problemOf(error).message;
  protected readonly remedies = computed<ConsoleRemedy[]>(() =>
    ['vnc-disabled', 'port-refused', 'wrong-password'].map(code => ({
      code,
      label: 'Turn console on',
      act: () => this.enable(),
    })),
  );

  constructor() {
    const trail = inject(PageTrail);
    effect(() => {
      const server = { label: this.name(), link: `/servers/${this.id()}` };
      trail.show('Console', [{ label: 'Servers', link: '/servers' }, server]);
    });
  }

  private async enable(): Promise<void> {
    try {
      await this.api.invoke(enableConsoleForAdmin, { id: Number(this.id()) });
    } catch (error) {
      this.toasts.failed(problemOf(error).message);
    }
  }
}
