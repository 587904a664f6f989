import { ChangeDetectionStrategy, Component, computed, inject, linkedSignal, resource, signal } from '@angular/core';
import { form, FormField, FormRoot, validate } from '@angular/forms/signals';
import { MatButton } from '@angular/material/button';

import { advanceTestClock, Api, getTestClock } from '@sky/api-client';
import { problemOf } from '@sky/session';
import { Banner, deadlineInWords, Failure, Field, focusFirstError, Now, PageHeader, Panel, SkeletonRows } from '@sky/ui';

/** Moves business time ahead, so that a month of charges can be watched in a minute. Exists in demos and tests only. */
@Component({
  selector: 'console-test-clock-page',
  imports: [Banner, Failure, Field, FormField, FormRoot, MatButton, PageHeader, Panel, SkeletonRows],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { class: 'page stack' },
  templateUrl: './test-clock-page.html',
  styles: `
    form {
      display: grid;
      gap: 12px;
      max-width: 320px;
      padding: 16px;
    }
    ui-panel {
      max-width: 560px;
    }
  `,
})
export class TestClockPage {
  private readonly api = inject(Api);
  private readonly now = inject(Now);

  protected readonly clock = resource({ loader: () => this.api.invoke(getTestClock) });
  protected readonly problem = computed(() => problemOf(this.clock.error()));
  private readonly state = linkedSignal(() => (this.clock.hasValue() ? this.clock.value() : undefined));
  protected readonly businessTime = computed(() => {
    const at = this.state()?.now;
    return at ? deadlineInWords(new Date(at)) : '';
  });
  protected readonly offset = computed(() => Math.round((this.state()?.offsetHours ?? 0) * 10) / 10);
  protected readonly told = signal('');

  protected readonly model = signal({ hours: '1' });
  protected readonly clockForm = form(
    this.model,
    fields => {
      validate(fields.hours, ({ value }) => {
        const hours = Number(value());
        return Number.isFinite(hours) && hours > 0 && hours <= 8784 && value().trim() !== ''
          ? undefined
          : { kind: 'hours', message: 'Enter hours above zero, at most 8784.' };
      });
    },
    { submission: { action: () => this.advance(), onInvalid: focusFirstError } },
  );

  private async advance() {
    this.told.set('');
    try {
      const clock = await this.api.invoke(advanceTestClock, { body: { hours: Number(this.model().hours) } });
      this.state.set(clock);
      this.now.follow(clock.now);
      this.told.set(`Business time is ${deadlineInWords(new Date(clock.now))} now. What became due is being done.`);
      return undefined;
    } catch (error) {
      return { kind: 'rejected', message: problemOf(error).message };
    }
  }
}
