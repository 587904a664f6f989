import { ChangeDetectionStrategy, Component, computed, inject, resource, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';

import { Api, getAuditVerification, verifyAuditLog } from '@sky/api-client';
import { problemOf } from '@sky/session';
import { Age, Banner, Failure, lastKnown, Panel, repeatEvery, SkeletonRows, Toasts } from '@sky/ui';

const RESTING_MS = 60_000;
/** While a verification is under way somebody waits for it. */
const WAITING_MS = 2_000;

/** Whether the log is as it was written, since when that is known, and the first row that is not. */
@Component({
  selector: 'console-verification-panel',
  imports: [Age, Banner, Failure, MatButton, Panel, RouterLink, SkeletonRows],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './verification-panel.html',
  styles: `
    .body {
      display: grid;
      gap: 10px;
      padding: 12px 16px;
      font: var(--text-13);
    }
  `,
})
export class VerificationPanel {
  private readonly api = inject(Api);
  private readonly toasts = inject(Toasts);

  protected readonly state = resource({ loader: () => this.api.invoke(getAuditVerification) });
  protected readonly known = lastKnown(this.state);
  protected readonly latest = computed(() => this.known()?.latest ?? undefined);
  protected readonly isRunning = computed(() => this.latest() !== undefined && this.latest()?.finishedAt === null);
  protected readonly problem = computed(() => problemOf(this.state.error()));
  protected readonly isAsking = signal(false);

  constructor() {
    repeatEvery(
      computed(() => (this.isRunning() ? WAITING_MS : RESTING_MS)),
      () => this.state.reload(),
    );
  }

  protected async verify(): Promise<void> {
    this.isAsking.set(true);
    try {
      await this.api.invoke(verifyAuditLog);
    } catch (error) {
      this.toasts.failed(problemOf(error).message);
    } finally {
      this.isAsking.set(false);
      this.state.reload();
    }
  }
}
