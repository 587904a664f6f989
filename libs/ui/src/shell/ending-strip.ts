import { ChangeDetectionStrategy, Component, computed, input, output } from '@angular/core';

/** Says that the session is about to end, and offers to stay where that is possible. */
@Component({
  selector: 'ui-ending-strip',
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { role: 'alert' },
  template: `
    {{ words() }}
    @if (canStay()) {
      <button type="button" (click)="stay.emit()">Stay signed in</button>
    }
  `,
  styles: `
    :host {
      display: flex;
      align-items: center;
      gap: 8px;
      min-height: 32px;
      padding: 4px var(--gutter);
      background: var(--sky-warning-container);
      border-bottom: 1px solid var(--sky-warning-edge);
      font: var(--text-13);
    }
    button {
      padding: 4px 8px;
      border: 1px solid currentColor;
      border-radius: var(--radius-sm);
      background: none;
      color: inherit;
      font: inherit;
      cursor: pointer;
    }
  `,
})
export class EndingStrip {
  readonly seconds = input.required<number>();
  readonly canStay = input.required<boolean>();
  readonly stay = output();

  protected readonly words = computed(() => {
    // Counted in steps, so that a screen reader is not told every second.
    const left = this.seconds() > 60 ? 'two minutes' : this.seconds() > 30 ? 'a minute' : 'half a minute';
    return this.canStay()
      ? `You are signed out in ${left}, because nothing happened for a while.`
      : `Your session ends in ${left}. Save what you are doing and sign in again.`;
  });
}
