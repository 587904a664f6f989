import { ChangeDetectionStrategy, Component, computed, input, output } from '@angular/core';
import { RouterLink, RouterLinkActive } from '@angular/router';

import { Icon } from '../icon/icon';
import type { Place } from './place';

/** The column of places, in groups. */
@Component({
  selector: 'ui-navigation',
  imports: [Icon, RouterLink, RouterLinkActive],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    @for (group of groups(); track group.name) {
      @if (group.name) {
        <p class="group">{{ group.name }}</p>
      }
      <ul>
        @for (place of group.places; track place.link) {
          <li>
            <a
              [routerLink]="place.link"
              routerLinkActive="here"
              ariaCurrentWhenActive="page"
              [routerLinkActiveOptions]="{ exact: place.exact ?? false }"
              [title]="place.label"
              (click)="chosen.emit()"
            >
              <ui-icon [name]="place.icon" />
              <span class="label">{{ place.label }}</span>
              @if (place.count !== undefined) {
                <span class="count">{{ place.count }}</span>
              }
            </a>
          </li>
        }
      </ul>
    }
  `,
  styleUrl: './navigation.scss',
})
export class Navigation {
  readonly places = input.required<readonly Place[]>();
  readonly chosen = output();

  protected readonly groups = computed(() => {
    const places = this.places().filter(({ phoneOnly }) => !phoneOnly);
    const names = [...new Set(places.map(({ group }) => group ?? ''))];
    return names.map(name => ({ name, places: places.filter(({ group }) => (group ?? '') === name) }));
  });
}
