import { ChangeDetectionStrategy, Component, inject, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';

import { Api, downloadLedgerProof } from '@sky/api-client';
import { problemOf } from '@sky/session';
import { Panel, saveAs, Toasts } from '@sky/ui';

/** The way to the proof of the account: every movement with what its hash is made of. */
@Component({
  selector: 'portal-proof-panel',
  imports: [MatButton, Panel],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <ui-panel heading="Proof of your account">
      <div class="body">
        <p class="muted">
          Every movement of your credit with the fingerprint of all before it. Anybody can recompute your balance from it, without
          this panel.
        </p>
        <button matButton="outlined" type="button" [disabled]="isSaving()" (click)="save()">Save proof</button>
      </div>
    </ui-panel>
  `,
  styles: `
    .body {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      justify-content: space-between;
      gap: 12px;
      padding: 12px 16px;
      font: var(--text-13);
    }
    p {
      flex: 1 1 320px;
      margin: 0;
    }
  `,
})
export class ProofPanel {
  private readonly api = inject(Api);
  private readonly toasts = inject(Toasts);
  protected readonly isSaving = signal(false);

  protected async save(): Promise<void> {
    this.isSaving.set(true);
    try {
      saveAs(await this.api.invoke(downloadLedgerProof), 'ledger-proof.ndjson');
    } catch (error) {
      this.toasts.failed(problemOf(error).message);
    } finally {
      this.isSaving.set(false);
    }
  }
}
