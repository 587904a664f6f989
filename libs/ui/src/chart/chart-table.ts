import { ChangeDetectionStrategy, Component, input } from '@angular/core';

/** A chart's figures as a table: the same truth for those who read rather than look. */
@Component({
  selector: 'ui-chart-table',
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <div class="scroll" tabindex="0" role="region" [attr.aria-label]="caption()">
      <table class="table dense">
        <caption>
          {{
            caption()
          }}
        </caption>
        <thead>
          <tr>
            @for (column of columns(); track $index) {
              <th scope="col" [class.number]="$index > 0">{{ column }}</th>
            }
          </tr>
        </thead>
        <tbody>
          @for (row of rows(); track $index) {
            <tr>
              @for (cell of row; track $index) {
                <td [class.number]="$index > 0">{{ cell }}</td>
              }
            </tr>
          }
        </tbody>
      </table>
    </div>
  `,
  styles: `
    .scroll {
      max-height: 220px;
      overflow: auto;
    }
    caption {
      position: absolute;
      clip-path: inset(50%);
      height: 1px;
      overflow: hidden;
    }
  `,
})
export class ChartTable {
  readonly caption = input.required<string>();
  readonly columns = input.required<readonly string[]>();
  readonly rows = input.required<readonly (readonly string[])[]>();
}
