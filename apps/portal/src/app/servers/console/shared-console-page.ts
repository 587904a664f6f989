import { ChangeDetectionStrategy, Component, computed, inject, input, signal } from '@angular/core';

import { Api, openSharedConsole } from '@sky/api-client';
import { patiently, problemOf } from '@sky/session';
import { PageTrail } from '@sky/ui';
import { ConsoleStage } from '@sky/ui/console';

const LONGEST_CHECKS_MS = 30_000;

/** A console that somebody shared by a link: to look at, not to touch. */
@Component({
  selector: 'portal-shared-console-page',
  imports: [ConsoleStage],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: '<ui-console-stage [name]="name()" [ask]="ask()" [explain]="explain" />',
})
export class SharedConsolePage {
  readonly token = input.required<string>();

  private readonly api = inject(Api);
  protected readonly name = signal('Shared console');
  protected readonly ask = computed(() => {
    const token = this.token();
    return async () => {
      const way = await this.api.invoke(openSharedConsole, { token }, patiently(LONGEST_CHECKS_MS));
      this.name.set(way.serverName);
      return way;
    };
  });
  protected readonly explain = (error: unknown) => problemOf(error).message;

  constructor() {
    inject(PageTrail).show('Shared console', []);
  }
}
