import { ChangeDetectionStrategy, Component, computed, inject, input, numberAttribute, resource, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';

import { Api, getWebhookEvent, rehearseWebhookEvent, replayWebhookEvent } from '@sky/api-client';
import { problemOf, refusalOf, Session } from '@sky/session';
import { Banner, Confirmations, CopyButton, Failure, Moment, PageHeader, Panel, SkeletonRows, Tag, Toasts } from '@sky/ui';

import { eventTone, PROOF_WORDS } from './webhook-words';

/** One delivery: what came, how it was proven, what it caused, and the ways to have it processed again. */
@Component({
  selector: 'console-webhook-page',
  imports: [Banner, CopyButton, Failure, MatButton, Moment, PageHeader, Panel, SkeletonRows, Tag],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { class: 'page' },
  templateUrl: './webhook-page.html',
  styles: `
    .acts {
      gap: 8px;
    }
    pre {
      margin: 0;
      padding: 12px 16px;
      max-height: 480px;
      overflow: auto;
      font: var(--text-12);
      font-family: var(--font-mono);
      white-space: pre-wrap;
      overflow-wrap: anywhere;
    }
    ol {
      margin: 0;
      padding-left: 20px;
    }
    dd {
      overflow-wrap: anywhere;
    }
  `,
})
export class WebhookPage {
  readonly id = input.required({ transform: numberAttribute });

  private readonly api = inject(Api);
  private readonly confirmations = inject(Confirmations);
  private readonly toasts = inject(Toasts);
  private readonly session = inject(Session);

  protected readonly parents = [{ label: 'Webhooks', link: '/webhooks' }];
  protected readonly proofWords = PROOF_WORDS;
  protected readonly toneOf = eventTone;
  protected readonly mayWrite = computed(() => this.session.may('billing.write'));
  protected readonly event = resource({
    params: () => ({ id: this.id() }),
    loader: ({ params }) => this.api.invoke(getWebhookEvent, params),
  });
  protected readonly shown = computed(() => (this.event.hasValue() ? this.event.value() : undefined));
  protected readonly problem = computed(() => problemOf(this.event.error()));
  protected readonly body = computed(() => indented(this.shown()?.body ?? ''));
  /** What processing it again would do, once asked. */
  protected readonly steps = signal<readonly string[]>([]);
  protected readonly isAsking = signal(false);

  protected async rehearse(): Promise<void> {
    this.isAsking.set(true);
    try {
      this.steps.set((await this.api.invoke(rehearseWebhookEvent, { id: this.id() })).steps);
    } catch (error) {
      this.toasts.failed(problemOf(error).message);
    }
    this.isAsking.set(false);
  }

  protected async replay(): Promise<void> {
    const isDone = await this.confirmations.ask({
      title: 'Process this event again?',
      body: 'What it did already is not done twice; PayPal is asked what is true now.',
      confirm: 'Process again',
      keep: 'Leave it',
      act: () => refusalOf(() => this.api.invoke(replayWebhookEvent, { id: this.id() })),
    });
    if (!isDone) return;
    this.toasts.done('The event is being processed again.');
    this.event.reload();
  }
}

/** JSON for people; anything else as it came. */
function indented(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}
