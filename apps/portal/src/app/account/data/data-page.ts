import { ChangeDetectionStrategy, Component, computed, inject, resource, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { Router } from '@angular/router';

import { Api, checkDeletion, deleteUser, exportUserData } from '@sky/api-client';
import { problemOf, Session } from '@sky/session';
import { Banner, Confirmations, Failure, Panel, SkeletonRows, Toasts, saveAs } from '@sky/ui';

/** What is held about the customer: to take along, and to be deleted. */
@Component({
  selector: 'portal-data-page',
  imports: [Banner, Failure, MatButton, Panel, SkeletonRows],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { class: 'stack' },
  templateUrl: './data-page.html',
  styles: `
    .text {
      display: grid;
      gap: 12px;
      justify-items: start;
      max-width: 640px;
      padding: 16px;
      font: var(--text-13);
    }
  `,
})
export class DataPage {
  private readonly api = inject(Api);
  private readonly router = inject(Router);
  private readonly toasts = inject(Toasts);
  private readonly confirmations = inject(Confirmations);
  private readonly session = inject(Session);

  protected readonly exporting = signal(false);
  protected readonly deletion = resource({ loader: () => this.api.invoke(checkDeletion) });
  protected readonly problem = computed(() => problemOf(this.deletion.error()));

  protected async export(): Promise<void> {
    this.exporting.set(true);
    try {
      saveAs(await this.api.invoke(exportUserData), `${this.session.user()?.username ?? 'account'}-data.zip`);
    } catch (error) {
      this.toasts.failed(problemOf(error).message);
    }
    this.exporting.set(false);
  }

  protected async delete(): Promise<void> {
    const username = this.session.user()?.username ?? '';
    const isDone = await this.confirmations.ask({
      title: 'Delete this account?',
      body: 'Your name, email and sign-in are removed for good, and credit that is left is lost. The books keep their entries without your name.',
      confirm: 'Delete account',
      keep: 'Keep it',
      typed: username,
      act: async () => {
        try {
          await this.api.invoke(deleteUser);
          return undefined;
        } catch (error) {
          return problemOf(error).message;
        }
      },
    });
    if (!isDone) return;
    await this.session.signOut().catch(() => undefined);
    await this.router.navigateByUrl('/');
  }
}
