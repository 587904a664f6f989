import { ChangeDetectionStrategy, Component, computed, input, output } from '@angular/core';

import { countInWords } from '@sky/ui';

/** Names a page of a long list, where nobody wants to walk there. */
@Component({
  selector: 'portal-page-leap',
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <label>
      Page
      <input
        #leap
        class="input compact"
        inputmode="numeric"
        autocomplete="off"
        [value]="page()"
        (change)="leap.value = '' + turn(leap.value)"
      />
      of {{ words() }}
    </label>
  `,
  styles: `
    label {
      display: flex;
      align-items: center;
      gap: 8px;
      white-space: nowrap;
    }
    input {
      width: 56px;
      text-align: center;
    }
  `,
})
export class PageLeap {
  readonly page = input.required<number>();
  readonly pages = input.required<number>();
  readonly turned = output<number>();

  protected readonly words = computed(() => countInWords(this.pages()));

  /** Goes to the page that was typed, as near as there is one; says where it went. */
  protected turn(typed: string): number {
    const wanted = Math.floor(Number(typed)) || this.page();
    const page = Math.min(Math.max(1, wanted), this.pages());
    this.turned.emit(page);
    return page;
  }
}
