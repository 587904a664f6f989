import { ChangeDetectionStrategy, Component, computed, effect, inject, resource } from '@angular/core';
import { Router, RouterLink, RouterOutlet } from '@angular/router';

import { Api, getJobSummary, getTestClock } from '@sky/api-client';
import { HostSettings, Live, News, Session, SessionEnd } from '@sky/session';
import {
  EndingStrip,
  ConsoleShell,
  lastKnown,
  NewsButton,
  Now,
  Palette,
  type Person,
  type Place,
  repeatEvery,
  Viewer,
} from '@sky/ui';

import { ConsoleCommands } from './console-commands';
import { ConsolePlaces } from './console-places';

const ASK_EVERY_MS = 60_000;

/** The frame around everything staff do. */
@Component({
  selector: 'console-frame',
  imports: [ConsoleShell, EndingStrip, NewsButton, RouterLink, RouterOutlet],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <ui-console-shell
      [company]="host.companyName()"
      [places]="places()"
      [person]="person()"
      accountLink="/account"
      (searchAsked)="search()"
      (signOut)="signOut()"
    >
      @if (end.ending(); as ending) {
        <ui-ending-strip strip [seconds]="ending.seconds" [canStay]="ending.canStay" (stay)="end.stay()" />
      }
      <ui-news-button
        bell
        allLink="/notifications"
        [entries]="news.entries()"
        [unread]="news.unread()"
        (read)="news.read($event)"
        (readAll)="news.readAll()"
      />
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

  protected readonly news = inject(News);
  protected readonly end = inject(SessionEnd);
  private readonly open = inject(ConsolePlaces).open;

  private readonly jobs = resource({
    params: () => this.session.may('jobs.read') || undefined,
    loader: () => this.api.invoke(getJobSummary),
  });
  private readonly known = lastKnown(this.jobs);
  private readonly dead = computed(() => this.known()?.topics.reduce((sum, { dead }) => sum + dead, 0) ?? 0);
  private readonly hasTestClock = computed(() => this.host.value()?.testClock ?? false);
  private readonly clock = resource({
    params: () => (this.hasTestClock() && this.session.may('clock.write')) || undefined,
    loader: async () => {
      const clock = await this.api.invoke(getTestClock);
      this.now.follow(clock.now);
      return clock;
    },
  });
  private readonly now = inject(Now);
  protected readonly offset = computed(() => (this.clock.hasValue() ? Math.round(this.clock.value().offsetHours) : 0));

  protected readonly places = computed<Place[]>(() =>
    this.open().map(place => (place.link === '/jobs' && this.dead() > 0 ? { ...place, count: this.dead() } : place)),
  );
  protected readonly person = computed<Person>(() => {
    const user = this.session.user();
    return { name: user?.fullName ?? '', detail: user?.email ?? '' };
  });

  constructor() {
    const viewer = inject(Viewer);
    effect(() => viewer.follow(this.session.user()));
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
