import { inject, Injectable, Injector, PendingTasks } from '@angular/core';

import type { ConfirmQuestion } from '../dialog/confirm-question';
import { Confirmations } from '../dialog/confirmations';
import type { AppSetUp, NameQuestion, ProofQuestion } from './account-words';

/** Opens the dialogs about how somebody signs in. Their code is fetched with the first of them, not with the first page. */
@Injectable({ providedIn: 'root' })
export class AccountDialogs {
  private readonly injector = inject(Injector);
  private readonly pending = inject(PendingTasks);
  private readonly confirmations = inject(Confirmations);

  /** True when the person has shown that it is them. */
  async ask(question: ProofQuestion): Promise<boolean> {
    return (await this.load()).openProof(this.injector, question);
  }

  /** True when the act was confirmed and done. */
  confirm(question: ConfirmQuestion): Promise<boolean> {
    return this.confirmations.ask(question);
  }

  /** True when the app was set up. */
  async setUpApp(setUp: AppSetUp): Promise<boolean> {
    return (await this.load()).openAppSetUp(this.injector, setUp);
  }

  /** True when the name was given and taken. */
  async askName(question: NameQuestion): Promise<boolean> {
    return (await this.load()).openName(this.injector, question);
  }

  /** Shows recovery codes until the person says that they have kept them. */
  async showRecoveryCodes(codes: readonly string[]): Promise<void> {
    await (await this.load()).openRecoveryCodes(this.injector, codes);
  }

  private load() {
    return import('./open-account-dialogs').finally(this.pending.add());
  }
}
