import { ChangeDetectionStrategy, Component, computed, inject, input, numberAttribute, resource, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';

import { Api, applyBillingRun, getBillingRun } from '@sky/api-client';
import { onceOnly, problemOf, Session } from '@sky/session';
import {
  Banner,
  Confirmations,
  countInWords,
  EmptyState,
  Failure,
  Moment,
  moneyInWords,
  MoneyPipe,
  PageHeader,
  Panel,
  SkeletonRows,
  Tag,
} from '@sky/ui';

import { RUN_KIND_WORDS, RUN_STATE_TONES, RUN_STATE_WORDS, STEP_WORDS } from './run-words';

/** One run: what it charges whom and what it does about debts, or the ledger lines that it made. */
@Component({
  selector: 'console-run-page',
  imports: [Banner, EmptyState, Failure, MatButton, Moment, MoneyPipe, PageHeader, Panel, RouterLink, SkeletonRows, Tag],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { class: 'page full stack' },
  templateUrl: './run-page.html',
})
export class RunPage {
  readonly id = input.required({ transform: numberAttribute });

  private readonly api = inject(Api);
  private readonly session = inject(Session);
  private readonly confirmations = inject(Confirmations);
  private readonly key = crypto.randomUUID();

  protected readonly parents = [{ label: 'Billing runs', link: '/billing-runs' }];
  protected readonly kinds = RUN_KIND_WORDS;
  protected readonly states = RUN_STATE_WORDS;
  protected readonly tones = RUN_STATE_TONES;
  protected readonly steps = STEP_WORDS;
  protected readonly run = resource({
    params: () => ({ id: this.id() }),
    loader: ({ params }) => this.api.invoke(getBillingRun, params),
  });
  protected readonly known = computed(() => (this.run.hasValue() ? this.run.value() : undefined));
  protected readonly problem = computed(() => problemOf(this.run.error()));
  protected readonly mayApply = computed(() => this.known()?.state === 'planned' && this.session.may('billing.write'));
  /** Why the plan could not be applied. */
  protected readonly difference = signal<readonly string[]>([]);

  protected async apply(): Promise<void> {
    const run = this.known();
    if (!run) return;
    const amount = moneyInWords(run.amount, run.currency);
    const isDone = await this.confirmations.ask({
      title: `Charge ${amount}?`,
      body: `${countInWords(run.hours)} hours of ${countInWords(run.customers)} customers are charged, and ${countInWords(run.steps.length)} steps against debts are taken. Exactly this plan is carried out, or nothing.`,
      confirm: `Charge ${amount}`,
      keep: 'Not now',
      act: async () => {
        try {
          await this.api.invoke(applyBillingRun, { id: run.id }, onceOnly(this.key));
          this.difference.set([]);
          return undefined;
        } catch (error) {
          this.difference.set(problemOf(error).details.map(({ field, message }) => `${field}: ${message}`));
          return problemOf(error).message;
        }
      },
    });
    if (isDone) this.run.reload();
  }
}
