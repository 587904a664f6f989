import { ChangeDetectionStrategy, Component, inject, type Injector } from '@angular/core';
import { MatButton } from '@angular/material/button';
import {
  MAT_DIALOG_DATA,
  MatDialog,
  MatDialogActions,
  MatDialogClose,
  MatDialogContent,
  MatDialogTitle,
} from '@angular/material/dialog';

import type { PackageDto } from '@sky/api-client';
import { Moment, MoneyPipe, RatePipe } from '@sky/ui';

/** What a package has been sold for, and when. */
@Component({
  selector: 'console-price-history-dialog',
  imports: [MatButton, MatDialogActions, MatDialogClose, MatDialogContent, MatDialogTitle, Moment, MoneyPipe, RatePipe],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <h2 mat-dialog-title>Prices of {{ one.name }}</h2>
    <mat-dialog-content>
      @if (one.priceHistory.length === 0) {
        <p>It has never had a price.</p>
      } @else {
        <div class="table-scroll">
          <table class="table dense">
            <thead>
              <tr>
                <th scope="col">From</th>
                <th scope="col">To</th>
                <th scope="col">Where</th>
                <th scope="col" class="number">Per hour</th>
                <th scope="col" class="number">Set-up</th>
                <th scope="col" class="number">At least</th>
                <th scope="col" class="number">Per month</th>
              </tr>
            </thead>
            <tbody>
              @for (price of one.priceHistory; track price.id) {
                <tr>
                  <td><ui-moment [at]="price.validFrom" /></td>
                  <td>
                    @if (price.validTo; as at) {
                      <ui-moment [at]="at" />
                    } @else {
                      now
                    }
                  </td>
                  <td class="muted">
                    {{ price.locationId === null ? 'Everywhere' : 'Location ' + price.locationId
                    }}{{ price.enabled ? '' : ', not sold' }}
                  </td>
                  <td class="number">
                    @if (price.hourly; as hourly) {
                      {{ hourly | rate: price.currency }}
                    } @else {
                      <span class="muted">1/730</span>
                    }
                  </td>
                  <td class="number">{{ price.setupFee | money: price.currency }}</td>
                  <td class="number">{{ price.minimumHours || 1 }} h</td>
                  <td class="number strong">{{ price.monthly | money: price.currency }}</td>
                </tr>
              }
            </tbody>
          </table>
        </div>
      }
    </mat-dialog-content>
    <mat-dialog-actions align="end"
      ><button matButton="outlined" type="button" mat-dialog-close>Close</button></mat-dialog-actions
    >
  `,
})
export class PriceHistoryDialog {
  protected readonly one = inject<PackageDto>(MAT_DIALOG_DATA);
}

/** Opens the history; loaded only when somebody asks for it. */
export function openPriceHistory(injector: Injector, one: PackageDto): void {
  injector.get(MatDialog).open<PriceHistoryDialog, PackageDto>(PriceHistoryDialog, { data: one, width: '760px' });
}
