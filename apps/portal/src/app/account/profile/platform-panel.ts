import { ChangeDetectionStrategy, Component, computed, DOCUMENT, inject, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';

import { Api, type PanelPasswordDto, resetVirtfusionPassword, signInToVirtfusion } from '@sky/api-client';
import { problemOf, Session } from '@sky/session';
import { Banner, Confirmations, CopyButton, Panel, Toasts } from '@sky/ui';

/** The way into the platform's own panel: signed in with one click, or by a generated password that is shown once. */
@Component({
  selector: 'portal-platform-panel',
  imports: [Banner, CopyButton, MatButton, Panel],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './platform-panel.html',
  styles: `
    :host {
      display: block;
    }
    .text {
      display: grid;
      gap: 10px;
      justify-items: start;
      padding: 16px;
      font: var(--text-13);
    }
    .text > [matButton='text'] {
      margin-left: -8px;
    }
    code {
      overflow-wrap: anywhere;
      font: 12px/18px var(--font-mono);
    }
  `,
})
export class PlatformPanel {
  private readonly api = inject(Api);
  private readonly toasts = inject(Toasts);
  private readonly confirmations = inject(Confirmations);
  private readonly view = inject(DOCUMENT).defaultView;
  private readonly session = inject(Session);

  protected readonly isLinked = computed(() => this.session.user()?.virtfusion.state === 'linked');
  protected readonly lag = computed(() => this.session.user()?.virtfusion.message ?? '');
  protected readonly password = signal<PanelPasswordDto | null>(null);

  protected async open(): Promise<void> {
    try {
      const { url } = await this.api.invoke(signInToVirtfusion);
      this.view?.open(url, '_blank', 'noopener,noreferrer');
    } catch (error) {
      this.toasts.failed(problemOf(error).message);
    }
  }

  protected async newPassword(): Promise<void> {
    await this.confirmations.ask({
      title: 'Make a new panel password?',
      body: 'The present one stops working at once. Your password here stays as it is.',
      confirm: 'Make a password',
      keep: 'Keep it',
      tone: 'plain',
      act: async () => {
        try {
          this.password.set(await this.api.invoke(resetVirtfusionPassword));
          return undefined;
        } catch (error) {
          return problemOf(error).message;
        }
      },
    });
  }
}
