import { ChangeDetectionStrategy, Component, computed, inject, resource } from '@angular/core';
import { Router, RouterLink, RouterOutlet } from '@angular/router';

import { Api, getJobSummary, getTestClock } from '@sky/api-client';
import { HostSettings, Live, Session } from '@sky/session';
import { ConsoleShell, lastKnown, Now, Palette, type Person, type Place, repeatEvery } from '@sky/ui';

import { ConsoleCommands } from './console-commands';

const ASK_EVERY_MS = 60_000;

/** The frame around everything staff do. */
@Component({
  selector: 'console-frame',
  imports: [ConsoleShell, RouterLink, RouterOutlet],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <ui-console-shell
      [company]="host.companyName()"
      [places]="places()"
      [person]="person()"
      (searchAsked)="search()"
      (signOut)="signOut()"
    >
      @if (offset()) {
        <div strip class="strip" role="status">
          Business time is {{ offset() }} h ahead of real time. <a class="link" routerLink="/test-clock">Test clock</a>
        </div>
      }
      <router-outlet />
    </ui-console-shell>
  `,
  styles: `
    .strip {
      min-height: 32px;
      padding: 6px var(--gutter);
      background: var(--sky-warning-container);
      border-bottom: 1px solid var(--sky-warning-edge);
      font: var(--text-13);
    }
  `,
})
export class ConsoleFrame {
  private readonly api = inject(Api);
  private readonly router = inject(Router);
  private readonly palette = inject(Palette);
  private readonly commands = inject(ConsoleCommands);
  private readonly session = inject(Session);
  protected readonly host = inject(HostSettings);

  private readonly jobs = resource({ loader: () => this.api.invoke(getJobSummary) });
  private readonly known = lastKnown(this.jobs);
  private readonly dead = computed(() => this.known()?.topics.reduce((sum, { dead }) => sum + dead, 0) ?? 0);
  private readonly hasTestClock = computed(() => this.host.value()?.testClock ?? false);
  private readonly clock = resource({
    params: () => (this.hasTestClock() ? {} : undefined),
    loader: async () => {
      const clock = await this.api.invoke(getTestClock);
      this.now.follow(clock.now);
      return clock;
    },
  });
  private readonly now = inject(Now);
  protected readonly offset = computed(() => (this.clock.hasValue() ? Math.round(this.clock.value().offsetHours) : 0));

  protected readonly places = computed<Place[]>(() => [
    { label: 'Overview', icon: 'chart', link: '/', exact: true },
    { label: 'Users', icon: 'users', link: '/users' },
    { label: 'Servers', icon: 'servers', link: '/servers' },
    { label: 'Transactions', icon: 'billing', link: '/transactions', group: 'Money' },
    { label: 'Payments', icon: 'payments', link: '/payments', group: 'Money' },
    { label: 'Packages and prices', icon: 'plans', link: '/packages', group: 'Catalogue' },
    { label: 'Jobs', icon: 'jobs', link: '/jobs', group: 'System', ...(this.dead() > 0 && { count: this.dead() }) },
    { label: 'Webhooks', icon: 'webhooks', link: '/webhooks', group: 'System' },
    ...(this.hasTestClock() ? [{ label: 'Test clock', icon: 'clock', link: '/test-clock', group: 'System' } as const] : []),
  ]);
  protected readonly person = computed<Person>(() => {
    const user = this.session.user();
    return { name: user?.fullName ?? '', detail: user?.email ?? '' };
  });

  constructor() {
    inject(Live).on('user', () => void this.session.reload());
    repeatEvery(
      computed(() => ASK_EVERY_MS),
      () => this.jobs.reload(),
    );
  }

  protected search(): void {
    void this.palette.open(this.commands);
  }

  protected async signOut(): Promise<void> {
    await this.session.signOut().catch(() => undefined);
    await this.router.navigateByUrl('/sign-in');
  }
}
