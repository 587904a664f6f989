import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';

import type { PersonDto } from '@sky/api-client';
import { Session } from '@sky/session';
import { Moment, MoneyPipe, Panel } from '@sky/ui';

import { ROLE_WORDS } from '../../roles/role-words';

/** What is known of one account. */
@Component({
  selector: 'console-person-facts-panel',
  imports: [Moment, MoneyPipe, Panel, RouterLink],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './person-facts-panel.html',
  styles: `
    :host {
      display: block;
    }
  `,
})
export class PersonFactsPanel {
  readonly person = input.required<PersonDto>();

  private readonly session = inject(Session);

  protected readonly role = computed(() => ROLE_WORDS[this.person().role]);
  protected readonly isInDebt = computed(() => this.person().balance.startsWith('-'));
  protected readonly maySeeKeys = computed(() => this.session.may('keys.read'));
}
