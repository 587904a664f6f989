import { ChangeDetectionStrategy, Component, computed, inject, resource, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';

import { Api, getLedgerVerification, verifyLedger } from '@sky/api-client';
import { problemOf } from '@sky/session';
import { Age, Banner, Failure, lastKnown, Panel, repeatEvery, SkeletonRows, Toasts } from '@sky/ui';

const RESTING_MS = 60_000;
const WAITING_MS = 2_000;

/** Whether the ledger adds up, since when that is known, and the first row that does not. */
@Component({
  selector: 'console-ledger-panel',
  imports: [Age, Banner, Failure, MatButton, Panel, SkeletonRows],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <ui-panel heading="Verification of the ledger">
      <button actions matButton="outlined" class="small" type="button" [disabled]="isAsking() || isRunning()" (click)="verify()">
        {{ isRunning() ? 'Verifying' : 'Verify now' }}
      </button>
      @if (known()) {
        <div class="body" aria-live="polite">
          @if (latest(); as last) {
            @if (last.problem; as problem) {
              <ui-banner tone="error" heading="The ledger does not add up">{{ problem }}</ui-banner>
            }
            @if (last.finishedAt; as at) {
              <p>
                Verified <ui-age real [at]="at" />: {{ last.transactions }} transactions with {{ last.postings }} postings on
                {{ last.accounts }} customers’ accounts{{ last.problem ? '.' : ' add up, each with its hash.' }}
              </p>
            } @else {
              <p>A verification is under way since <ui-age real [at]="last.requestedAt" />.</p>
            }
          } @else {
            <p class="muted">The ledger has not been verified yet. It is every night, and whenever you ask.</p>
          }
          <p class="muted">
            A proof of one customer’s account can be downloaded on their page, and verified without this product.
          </p>
        </div>
      } @else if (state.error()) {
        <ui-failure heading="The verification could not be read" [problem]="problem()" (retry)="state.reload()" />
      } @else {
        <ui-skeleton-rows label="Loading the verification" [rows]="1" />
      }
    </ui-panel>
  `,
  styleUrl: './books.scss',
})
export class LedgerPanel {
  private readonly api = inject(Api);
  private readonly toasts = inject(Toasts);

  protected readonly state = resource({ loader: () => this.api.invoke(getLedgerVerification) });
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
      await this.api.invoke(verifyLedger);
    } catch (error) {
      this.toasts.failed(problemOf(error).message);
    } finally {
      this.isAsking.set(false);
      this.state.reload();
    }
  }
}
