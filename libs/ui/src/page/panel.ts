import { ChangeDetectionStrategy, Component, input } from '@angular/core';

let nextId = 0;

/** A titled part of a page. Panels do not nest; hairlines split the inside. */
@Component({
  selector: 'ui-panel',
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { role: 'region', '[attr.aria-labelledby]': 'heading() ? id : null' },
  template: `
    @if (heading()) {
      <header>
        <h2 [id]="id">{{ heading() }}</h2>
        @if (note()) {
          <span class="note">{{ note() }}</span>
        }
        <ng-content select="[beside]" />
        <div class="actions"><ng-content select="[actions]" /></div>
      </header>
    }
    <div class="body"><ng-content /></div>
  `,
  styles: `
    :host {
      display: block;
      min-width: 0;
      background: var(--panel);
      border: var(--border);
      border-radius: var(--radius-md);
      overflow: clip;
    }
    header {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      gap: 8px;
      min-height: 44px;
      padding: 4px 8px 4px 16px;
      border-bottom: var(--border);
    }
    .body {
      overflow-x: auto;
    }
    .note {
      font: var(--text-12);
      font-variant-numeric: tabular-nums;
      color: var(--mat-sys-on-surface-variant);
    }
    .actions {
      display: flex;
      align-items: center;
      gap: 4px;
      margin-left: auto;
    }
  `,
})
export class Panel {
  readonly heading = input('');
  readonly note = input('');
  protected readonly id = `panel-${nextId++}`;
}
