import { signal } from '@angular/core';

import { problemOf } from '@sky/session';

/** The steps of an act on many: words first, then the plan to look at, then what was done. One thing at a time. */
export class BulkSteps<Plan, Done> {
  readonly plan = signal<Plan | undefined>(undefined);
  readonly done = signal<Done | undefined>(undefined);
  readonly refusal = signal('');
  readonly busy = signal(false);

  /** Back to the words; the plan is made anew from what is changed. */
  back(): void {
    this.plan.set(undefined);
    this.refusal.set('');
  }

  preview(ask: () => Promise<Plan>): Promise<void> {
    return this.attempt(async () => this.plan.set(await ask()));
  }

  apply(act: () => Promise<Done>): Promise<void> {
    return this.attempt(async () => this.done.set(await act()));
  }

  private async attempt(act: () => Promise<void>): Promise<void> {
    if (this.busy()) return;
    this.busy.set(true);
    this.refusal.set('');
    try {
      await act();
    } catch (error) {
      const { code, message } = problemOf(error);
      this.refusal.set(message);
      // The plan on screen is no longer what would happen.
      if (code === 'plan_changed') this.plan.set(undefined);
    }
    this.busy.set(false);
  }
}
