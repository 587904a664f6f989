import { ChangeDetectionStrategy, Component, computed, inject, input, linkedSignal, output } from '@angular/core';

import { Api, labelServer, type ServerDto } from '@sky/api-client';
import { problemOf } from '@sky/session';
import { Icon, Toasts } from '@sky/ui';

/** Marks a server as a favourite, or takes the mark away. */
@Component({
  selector: 'portal-favourite-button',
  imports: [Icon],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <button type="button" [attr.aria-pressed]="isMarked()" [attr.aria-label]="label()" [title]="label()" (click)="turn()">
      <ui-icon [name]="isMarked() ? 'starred' : 'star'" [size]="16" />
    </button>
  `,
  styles: `
    :host {
      flex: none;
      display: inline-flex;
    }
    button {
      display: inline-grid;
      place-items: center;
      width: 28px;
      height: 28px;
      border: 0;
      border-radius: var(--radius-sm);
      background: none;
      color: var(--mat-sys-on-surface-variant);
      cursor: pointer;
    }
    button:hover {
      background: var(--hover);
    }
    button[aria-pressed='true'] {
      color: var(--mat-sys-primary);
    }
    @media (max-width: 719px) {
      button {
        width: 44px;
        height: 44px;
        margin: -8px 0;
      }
    }
  `,
})
export class FavouriteButton {
  readonly server = input.required<Pick<ServerDto, 'id' | 'name' | 'isFavourite'>>();
  readonly changed = output();

  private readonly api = inject(Api);
  private readonly toasts = inject(Toasts);
  /** As the person sees it at once; the list's next answer decides. */
  protected readonly isMarked = linkedSignal(() => this.server().isFavourite);
  protected readonly label = computed(() => {
    const { name } = this.server();
    return this.isMarked() ? `Take ${name} off your favourites` : `Make ${name} a favourite`;
  });

  protected async turn(): Promise<void> {
    const isFavourite = !this.isMarked();
    this.isMarked.set(isFavourite);
    try {
      await this.api.invoke(labelServer, { id: this.server().id, body: { isFavourite } });
      this.changed.emit();
    } catch (error) {
      this.isMarked.set(!isFavourite);
      this.toasts.failed(problemOf(error).message);
    }
  }
}
