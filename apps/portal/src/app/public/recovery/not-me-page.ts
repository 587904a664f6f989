import { ChangeDetectionStrategy, Component, inject, input, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';

import { Api, reportSignIn } from '@sky/api-client';
import { problemOf, Session } from '@sky/session';
import { Banner } from '@sky/ui';

/** The owner of an account reports a sign-in that was not theirs. A link alone does nothing: programs open links as well. */
@Component({
  selector: 'portal-not-me-page',
  imports: [Banner, MatButton, RouterLink],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    @if (isDone()) {
      <h1>The account is locked</h1>
      <ui-banner tone="info">
        Every device was signed out and your API keys stopped working. A link for a new password is on its way to your email.
      </ui-banner>
      <a matButton="filled" class="large wide" routerLink="/sign-in">Go to sign in</a>
    } @else {
      <h1>This was not you?</h1>
      <p>We sign out every device, end all API keys, and the present password stops working. You get a link for a new one.</p>
      @if (problem()) {
        <ui-banner tone="error" heading="The link did not work">{{ problem() }}</ui-banner>
        <a matButton="filled" class="large wide" routerLink="/forgot-password">Set a new password</a>
      } @else {
        <button matButton="filled" class="large wide danger" type="button" [disabled]="isBusy()" (click)="report()">
          It was not me, lock the account
        </button>
        <p class="below"><a class="link" routerLink="/">It was me</a></p>
      }
    }
  `,
  styleUrl: '../narrow-form.scss',
})
export class NotMePage {
  /** From the address: the mailed secret. */
  readonly token = input<string>();

  private readonly api = inject(Api);
  private readonly session = inject(Session);

  protected readonly isDone = signal(false);
  protected readonly isBusy = signal(false);
  protected readonly problem = signal('');

  protected async report(): Promise<void> {
    this.isBusy.set(true);
    try {
      await this.api.invoke(reportSignIn, { body: { token: this.token() ?? '' } });
      this.isDone.set(true);
      await this.session.reload();
    } catch (error) {
      this.problem.set(problemOf(error).message);
    }
    this.isBusy.set(false);
  }
}
