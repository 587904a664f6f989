import { ChangeDetectionStrategy, Component, input, output } from '@angular/core';

/** One kind of news, and by which ways somebody hears of it. */
export interface NewsPreference {
  readonly kind: string;
  readonly label: string;
  readonly inApp: boolean;
  readonly mail: boolean;
  readonly isFixed: boolean;
}

/** A way that was ticked or unticked for one kind of news. */
export interface NewsPreferenceChange {
  readonly kind: string;
  readonly way: 'inApp' | 'mail';
  readonly isOn: boolean;
}

/** By which ways somebody hears of what, as a table to tick. */
@Component({
  selector: 'ui-news-preferences',
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <table class="table">
      <thead>
        <tr>
          <th scope="col">About</th>
          <th scope="col" class="tick">Here</th>
          <th scope="col" class="tick">Email</th>
        </tr>
      </thead>
      <tbody>
        @for (row of preferences(); track row.kind) {
          <tr>
            <td>
              {{ row.label }}
              @if (row.isFixed) {
                <span class="muted">(always)</span>
              }
            </td>
            <td class="tick">
              <input
                #here
                type="checkbox"
                [attr.aria-label]="row.label + ', here'"
                [checked]="row.inApp"
                [disabled]="row.isFixed"
                (change)="changed.emit({ kind: row.kind, way: 'inApp', isOn: here.checked })"
              />
            </td>
            <td class="tick">
              <input
                #mail
                type="checkbox"
                [attr.aria-label]="row.label + ', by email'"
                [checked]="row.mail"
                [disabled]="row.isFixed"
                (change)="changed.emit({ kind: row.kind, way: 'mail', isOn: mail.checked })"
              />
            </td>
          </tr>
        }
      </tbody>
    </table>
  `,
  styles: `
    .table .tick {
      width: 64px;
      text-align: center;
    }
    input {
      width: 16px;
      height: 16px;
      accent-color: var(--mat-sys-primary);
    }
  `,
})
export class NewsPreferences {
  readonly preferences = input.required<readonly NewsPreference[]>();
  readonly changed = output<NewsPreferenceChange>();
}
