import { ChangeDetectionStrategy, Component, computed, inject, linkedSignal, resource, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';

import {
  Api,
  enforceSecondFactor,
  getSecondFactorEnforcement,
  previewSecondFactorEnforcement,
  type RolePreviewDto,
} from '@sky/api-client';
import { problemOf, Session } from '@sky/session';
import { Banner, Failure, lastKnown, Moment, PageHeader, Panel, SkeletonRows, Tag, Toasts } from '@sky/ui';

import { ROLE_WORDS } from '../roles/role-words';

type Role = RolePreviewDto['role'];

/** Which roles need a second factor: whom that would lock out is shown before it is done. */
@Component({
  selector: 'console-second-factor-page',
  imports: [Banner, Failure, MatButton, Moment, PageHeader, Panel, SkeletonRows, Tag],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { class: 'page stack' },
  templateUrl: './second-factor-page.html',
  styleUrl: './second-factor-page.scss',
})
export class SecondFactorPage {
  private readonly api = inject(Api);
  private readonly session = inject(Session);
  private readonly toasts = inject(Toasts);

  protected readonly roleWords = ROLE_WORDS;
  protected readonly mayWrite = computed(() => this.session.may('security.write'));
  protected readonly state = resource({
    loader: async () => {
      const [rule, preview] = await Promise.all([
        this.api.invoke(getSecondFactorEnforcement),
        this.api.invoke(previewSecondFactorEnforcement, {}),
      ]);
      return { rule, roles: preview.data };
    },
  });
  protected readonly known = lastKnown(this.state);
  protected readonly problem = computed(() => problemOf(this.state.error()));

  protected readonly chosen = linkedSignal<readonly Role[]>(() => this.known()?.rule.roles ?? []);
  /** A day of the calendar, such as 2027-01-31; empty: at once. */
  protected readonly day = linkedSignal(() => dayOf(this.known()?.rule.from ?? null));
  protected readonly today = dayOf(new Date().toISOString());
  protected readonly lockedOut = computed(() =>
    (this.known()?.roles ?? []).filter(({ role, withoutFactor }) => withoutFactor > 0 && this.chosen().includes(role)),
  );
  protected readonly lockedOutCount = computed(() => this.lockedOut().reduce((sum, { withoutFactor }) => sum + withoutFactor, 0));
  protected readonly lockedOutWords = computed(() => {
    const count = this.lockedOutCount();
    return count === 1 ? '1 person has no second factor yet' : `${count} people have no second factor yet`;
  });
  protected readonly isChanged = computed(() => {
    const rule = this.known()?.rule;
    return (
      rule !== undefined &&
      ([...this.chosen()].sort().join() !== [...rule.roles].sort().join() || this.day() !== dayOf(rule.from))
    );
  });
  protected readonly busy = signal(false);
  protected readonly refusal = signal('');

  protected toggle(role: Role, event: Event): void {
    const isOn = (event.target as HTMLInputElement).checked;
    this.chosen.update(roles => (isOn ? [...roles, role] : roles.filter(other => other !== role)));
  }

  protected setDay(event: Event): void {
    this.day.set((event.target as HTMLInputElement).value);
  }

  protected async save(): Promise<void> {
    if (this.busy()) return;
    this.busy.set(true);
    this.refusal.set('');
    try {
      const from = this.day() === '' ? {} : { from: new Date(`${this.day()}T00:00:00`).toISOString() };
      await this.api.invoke(enforceSecondFactor, { body: { roles: [...this.chosen()], ...from } });
      this.toasts.done('The rule was saved.');
      this.state.reload();
    } catch (error) {
      this.refusal.set(problemOf(error).message);
    }
    this.busy.set(false);
  }
}

function dayOf(moment: string | null): string {
  if (moment === null) return '';
  const date = new Date(moment);
  const two = (value: number) => String(value).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}
