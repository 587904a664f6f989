import { ChangeDetectionStrategy, Component, computed, inject, input, resource, signal, viewChild } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { Router } from '@angular/router';

import { Api, getUserDetail, type PersonDto } from '@sky/api-client';
import { problemOf, Session } from '@sky/session';
import { Banner, Failure, lastKnown, PageHeader, Panel, SkeletonRows, Tag } from '@sky/ui';

import { ROLE_WORDS } from '../roles/role-words';
import { PersonActivityPanel } from './person/person-activity-panel';
import { PersonActs } from './person/person-acts';
import { PersonFactsPanel } from './person/person-facts-panel';
import { PersonLinkPanel } from './person/person-link-panel';
import { PersonServersPanel } from './person/person-servers-panel';
import { PersonSessionsPanel } from './person/person-sessions-panel';
import { PersonTagsPanel } from './person/person-tags-panel';
import { PersonTransactionsPanel } from './person/person-transactions-panel';
import { accountWords } from './user-words';

type Act = 'edit' | 'suspend' | 'unsuspend' | 'changeRole' | 'sendResetLink' | 'unlock' | 'remove';

/** One account: what is known of it, and what staff may do to it. */
@Component({
  selector: 'console-user-page',
  imports: [
    Banner,
    Failure,
    MatButton,
    PageHeader,
    Panel,
    PersonActivityPanel,
    PersonFactsPanel,
    PersonLinkPanel,
    PersonServersPanel,
    PersonSessionsPanel,
    PersonTagsPanel,
    PersonTransactionsPanel,
    SkeletonRows,
    Tag,
  ],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { class: 'page full' },
  templateUrl: './user-page.html',
  styles: `
    ui-banner {
      margin-bottom: 16px;
    }
    .acts {
      padding: 12px 16px;
    }
  `,
})
export class UserPage {
  readonly id = input.required<string>();

  private readonly api = inject(Api);
  private readonly acts = inject(PersonActs);
  private readonly router = inject(Router);
  protected readonly session = inject(Session);
  private readonly activity = viewChild(PersonActivityPanel);

  protected readonly parents = [{ label: 'Users', link: '/users' }];
  protected readonly roleWords = ROLE_WORDS;

  protected readonly resource = resource({
    params: () => Number(this.id()),
    loader: ({ params: id }) => this.api.invoke(getUserDetail, { id }),
  });
  private readonly known = lastKnown(this.resource);
  protected readonly detail = computed(() => (this.known()?.id === Number(this.id()) ? this.known() : undefined));
  protected readonly problem = computed(() => problemOf(this.resource.error()));
  protected readonly account = computed(() => {
    const user = this.detail();
    return user && accountWords(user);
  });

  private readonly isLive = computed(() => this.detail()?.state !== 'deleted');
  private readonly isSelf = computed(() => this.detail()?.id === this.session.user()?.id);
  private readonly isStaff = computed(() => this.detail()?.role !== 'customer');
  /** Tags, sessions and the link, of anybody. */
  protected readonly mayTend = computed(() => this.isLive() && this.session.may('users.write'));
  /** The account itself; that of staff takes the right to change roles. */
  protected readonly mayChange = computed(() => this.mayTend() && (!this.isStaff() || this.session.may('roles.write')));
  /** Suspend and delete: not oneself. */
  protected readonly mayEnd = computed(() => this.mayChange() && !this.isSelf());
  protected readonly mayChangeRole = computed(() => this.isLive() && !this.isSelf() && this.session.may('roles.write'));
  protected readonly mayLook = computed(() => this.isLive() && !this.isStaff() && this.session.may('users.impersonate'));
  protected readonly busy = signal(false);

  protected async run(act: Act, person: PersonDto): Promise<void> {
    if (this.busy()) return;
    this.busy.set(true);
    const isDone = await this.acts[act](person);
    this.busy.set(false);
    if (!isDone) return;
    if (act === 'remove') await this.router.navigateByUrl('/users');
    else this.read();
  }

  protected look(person: PersonDto): Promise<void> {
    return this.acts.look(person);
  }

  /** Reads again what an act may have changed. */
  protected read(): void {
    this.resource.reload();
    this.activity()?.reload();
  }
}
