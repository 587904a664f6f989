import { ChangeDetectionStrategy, Component, computed, inject, resource, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';

import {
  Api,
  getMirrorStanding,
  listMirrorBookings,
  type MirrorBookingDto,
  type MirrorBookingState,
  type MirrorOutcome,
  resolveMirrorBooking,
} from '@sky/api-client';
import { pagedList, problemOf, refusalOf, Session } from '@sky/session';
import { Age, Confirmations, Failure, Listing, Panel, type Segment, Segments, Tag, Toasts, type Tone } from '@sky/ui';

const STATE_WORDS: Readonly<Record<MirrorBookingState, { readonly word: string; readonly tone: Tone }>> = {
  intended: { word: 'Waits', tone: 'info' },
  confirmed: { word: 'Booked', tone: 'success' },
  unknown: { word: 'Being found out', tone: 'warning' },
  review: { word: 'Needs a look', tone: 'error' },
  dropped: { word: 'Dropped', tone: 'neutral' },
};
const VIEWS: readonly Segment[] = [
  { value: 'review', label: 'Need a look' },
  { value: '', label: 'All' },
];
const PAGE_SIZE = 10;

/** Credit as VirtFusion knows it: how far it follows, what was booked, and what nobody could tell. */
@Component({
  selector: 'console-mirror-panel',
  imports: [Age, Failure, Listing, MatButton, Panel, RouterLink, Segments, Tag],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './mirror-panel.html',
  styleUrl: './books.scss',
})
export class MirrorPanel {
  private readonly api = inject(Api);
  private readonly confirmations = inject(Confirmations);
  private readonly session = inject(Session);
  private readonly toasts = inject(Toasts);

  protected readonly words = STATE_WORDS;
  protected readonly views = VIEWS;
  protected readonly size = PAGE_SIZE;
  protected readonly mayWrite = computed(() => this.session.may('billing.write'));
  protected readonly view = signal('review');
  protected readonly page = signal(1);
  protected readonly standing = resource({ loader: () => this.api.invoke(getMirrorStanding) });
  protected readonly standingProblem = computed(() => problemOf(this.standing.error()));
  protected readonly bookings = pagedList(
    () => ({
      page: this.page(),
      limit: PAGE_SIZE,
      ...(this.view() === 'review' && { state: 'review' as const }),
    }),
    params => this.api.invoke(listMirrorBookings, params),
  );

  protected show(view: string): void {
    this.page.set(1);
    this.view.set(view);
  }

  protected async resolve({ id, tokens, username }: MirrorBookingDto, outcome: MirrorOutcome): Promise<void> {
    const isThere = outcome === 'carried-out';
    const isDone = await this.confirmations.ask({
      title: isThere ? 'VirtFusion has this booking?' : 'VirtFusion does not have this booking?',
      body: isThere
        ? `${tokens} tokens for ${username} count as booked and are not sent again.`
        : `${tokens} tokens for ${username} are sent again.`,
      confirm: isThere ? 'It is there' : 'Send it again',
      keep: 'Look again first',
      act: () => refusalOf(() => this.api.invoke(resolveMirrorBooking, { id, body: { outcome } })),
    });
    if (!isDone) return;
    this.toasts.done('The booking is settled.');
    this.bookings.reload();
    this.standing.reload();
  }
}
