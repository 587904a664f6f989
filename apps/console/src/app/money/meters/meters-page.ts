import { ChangeDetectionStrategy, Component, inject } from '@angular/core';
import { RouterLink } from '@angular/router';

import { Api, listMeterIncidents, type MeterIncidentDto } from '@sky/api-client';
import { pagedList } from '@sky/session';
import { addressFilters, Age, Listing, Moment, PageHeader, Panel, Tag } from '@sky/ui';

const PAGE_SIZE = 20;
const KINDS: Record<MeterIncidentDto['kind'], string> = {
  frozen: 'Stands still',
  decreased: 'Went backwards',
  unreadable: 'Cannot be read',
};

/** What meters did that they should not. Nothing is charged or paid back because of it by itself. */
@Component({
  selector: 'console-meters-page',
  imports: [Age, Listing, Moment, PageHeader, Panel, RouterLink, Tag],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { class: 'page full' },
  template: `
    <ui-page-header heading="Meters" [count]="incidents.isThere() ? incidents.total() : undefined" />
    <ui-panel heading="Incidents">
      <ui-listing
        noun="incidents"
        [list]="incidents"
        emptyHeading="All meters move as they should"
        emptyText="Hours that stand still or go backwards are listed here."
        [size]="size"
        [page]="filters.page()"
        (pageChange)="filters.turn($event)"
      >
        <table class="table dense two-line">
          <thead>
            <tr>
              <th scope="col">Meter</th>
              <th scope="col">What</th>
              <th scope="col" class="flexible">Detail</th>
              <th scope="col">Since</th>
              <th scope="col">Over</th>
            </tr>
          </thead>
          <tbody>
            @for (incident of incidents.rows(); track incident.id) {
              <tr>
                <td class="at-name">
                  @if (incident.serverId; as serverId) {
                    <a class="name" [routerLink]="['/servers', serverId]">{{ incident.serverName }}</a>
                  } @else {
                    <a class="name" [routerLink]="['/users', incident.userId]">{{ incident.username }}</a>
                  }
                </td>
                <td class="at-state">
                  <ui-tag [tone]="incident.closedAt ? 'neutral' : 'error'">{{ kinds[incident.kind] }}</ui-tag>
                </td>
                <td class="flexible muted" [title]="incident.detail">{{ incident.detail }}</td>
                <td class="muted at-rate"><ui-moment [at]="incident.openedAt" /></td>
                <td class="muted at-amount">
                  @if (incident.closedAt; as at) {
                    <ui-age [at]="at" />
                  } @else {
                    <span class="strong">Lasting</span>
                  }
                </td>
              </tr>
            }
          </tbody>
        </table>
      </ui-listing>
    </ui-panel>
  `,
})
export class MetersPage {
  private readonly api = inject(Api);

  protected readonly size = PAGE_SIZE;
  protected readonly kinds = KINDS;
  protected readonly filters = addressFilters();
  protected readonly incidents = pagedList(
    () => ({ page: this.filters.page(), limit: PAGE_SIZE }),
    params => this.api.invoke(listMeterIncidents, params),
  );
}
