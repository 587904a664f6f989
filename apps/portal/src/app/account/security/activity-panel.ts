import { ChangeDetectionStrategy, Component, computed, inject, resource, signal } from '@angular/core';

import { type ActivityDto, Api, listActivity } from '@sky/api-client';
import { problemOf } from '@sky/session';
import { Age, deviceInWords, EmptyState, Failure, lastKnown, Paginator, Panel, SkeletonRows, Tag } from '@sky/ui';

const ROWS = 10;

/** What happened in and to the account: sign-ins, failed ones, changes, and what staff did. */
@Component({
  selector: 'portal-activity-panel',
  imports: [Age, EmptyState, Failure, Paginator, Panel, SkeletonRows, Tag],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './activity-panel.html',
  styles: `
    :host {
      display: block;
    }
    small {
      display: none;
    }
    @media (max-width: 719px) {
      small {
        display: block;
        font: var(--text-12);
      }
    }
  `,
})
export class ActivityPanel {
  private readonly api = inject(Api);

  protected readonly size = ROWS;
  protected readonly page = signal(1);
  protected readonly activity = resource({
    params: () => ({ page: this.page() }),
    loader: ({ params }) => this.api.invoke(listActivity, { page: params.page, limit: ROWS }),
  });
  private readonly known = lastKnown(this.activity);
  protected readonly problem = computed(() => problemOf(this.activity.error()));
  protected readonly total = computed(() => this.known()?.pagination.totalItems ?? 0);
  protected readonly rows = computed(() => this.known()?.data.map(entry => ({ entry, by: whoDidIt(entry) })));
}

/** By what or whom an act was done, in a few words. */
function whoDidIt({ isByOthers, actorKind, keyId, userAgent }: ActivityDto): string {
  if (isByOthers) return actorKind === 'system' ? 'Automatic' : 'Support';
  if (keyId !== null) return 'API key';
  return userAgent === null ? '' : deviceInWords(userAgent);
}
