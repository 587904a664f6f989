import { ChangeDetectionStrategy, Component, computed, inject, resource } from '@angular/core';

import { Api, getSecondFactor, type PasskeyDto } from '@sky/api-client';
import { Authenticator, problemOf, SecondFactors } from '@sky/session';
import { Failure, lastKnown, Panel, PasskeysPanel, SecondFactorPanel, SkeletonRows, Toasts } from '@sky/ui';

/** The second factors of whoever is signed in. */
@Component({
  selector: 'account-second-factor-section',
  imports: [Failure, Panel, PasskeysPanel, SecondFactorPanel, SkeletonRows],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    @if (known(); as own) {
      <ui-second-factor-panel
        [state]="own"
        (addApp)="run(() => factors.addApp())"
        (removeApp)="run(() => factors.removeApp())"
        (renewCodes)="run(() => factors.renewCodes())"
      />
      <ui-passkeys-panel
        [passkeys]="own.passkeys"
        [passkeysWork]="passkeysWork"
        (add)="run(() => factors.addPasskey())"
        (rename)="rename($event)"
        (remove)="remove($event)"
      />
    } @else if (state.error()) {
      <ui-panel heading="Second factor">
        <ui-failure heading="Your second factors could not be loaded" [problem]="problem()" (retry)="state.reload()" />
      </ui-panel>
    } @else {
      <ui-panel heading="Second factor"><ui-skeleton-rows label="Loading second factors" [rows]="2" /></ui-panel>
    }
  `,
  styles: `
    :host {
      display: grid;
      gap: 16px;
    }
  `,
})
export class SecondFactorSection {
  private readonly api = inject(Api);
  private readonly toasts = inject(Toasts);
  protected readonly factors = inject(SecondFactors);
  protected readonly passkeysWork = inject(Authenticator).isSupported;

  protected readonly state = resource({ loader: () => this.api.invoke(getSecondFactor) });
  protected readonly known = lastKnown(this.state);
  protected readonly problem = computed(() => problemOf(this.state.error()));

  protected rename(passkey: Pick<PasskeyDto, 'id' | 'name'>): Promise<void> {
    return this.run(() => this.factors.renamePasskey(passkey));
  }

  protected remove(passkey: Pick<PasskeyDto, 'id' | 'name'>): Promise<void> {
    return this.run(() => this.factors.removePasskey(passkey));
  }

  protected async run(change: () => Promise<string | undefined>): Promise<void> {
    try {
      const done = await change();
      if (done) this.toasts.done(done);
    } catch (error) {
      this.toasts.failed(problemOf(error).message);
    }
    this.state.reload();
  }
}
