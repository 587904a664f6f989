import { ChangeDetectionStrategy, Component, input, model, type Signal } from '@angular/core';

import { EmptyState } from '../page/empty-state';
import { Failure, type FailureWords } from '../page/failure';
import { Paginator } from './paginator';
import { SkeletonRows } from './skeleton-rows';

/** A list that is read page by page, as much of it as its frame needs to know. */
export interface Listed {
  readonly rows: Signal<readonly unknown[]>;
  readonly total: Signal<number>;
  readonly isThere: Signal<boolean>;
  readonly hasFailed: Signal<boolean>;
  readonly problem: Signal<FailureWords>;
  reload(): void;
}

/** The stories of a list in one place: loading, failed, empty, and the table that is handed in with the way to other pages. */
@Component({
  selector: 'ui-listing',
  imports: [EmptyState, Failure, Paginator, SkeletonRows],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    @let listed = list();
    @if (listed.hasFailed()) {
      <ui-failure [heading]="'The ' + noun() + ' could not be loaded'" [problem]="listed.problem()" (retry)="listed.reload()" />
    } @else if (!listed.isThere()) {
      <ui-skeleton-rows [label]="loadingLabel() ?? 'Loading ' + noun()" [rows]="skeletonRows()" />
    } @else if (listed.rows().length === 0) {
      <ui-empty-state [heading]="emptyHeading()" [text]="emptyText()"><ng-content select="[empty]" /></ui-empty-state>
    } @else {
      <ng-content />
      @if (size(); as rows) {
        <ui-paginator [total]="listed.total()" [size]="rows" [page]="page()" (pageChange)="page.set($event)" />
      }
    }
  `,
  styles: `
    :host {
      display: block;
    }
  `,
})
export class Listing {
  /** What is listed, in the plural: "refunds". */
  readonly noun = input.required<string>();
  readonly list = input.required<Listed>();
  readonly emptyHeading = input.required<string>();
  readonly emptyText = input('');
  /** What is read aloud while the rows are on their way, where the noun alone reads badly. */
  readonly loadingLabel = input<string>();
  readonly skeletonRows = input(6);
  /** Rows of a page; a list without one stands on one page. */
  readonly size = input<number>();
  readonly page = model(1);
}
