import {
  ChangeDetectionStrategy,
  Component,
  computed,
  DestroyRef,
  effect,
  type ElementRef,
  inject,
  input,
  linkedSignal,
  output,
  signal,
  viewChild,
} from '@angular/core';
import { MatButton } from '@angular/material/button';

import type { ProofMethod, ProofQuestion } from './account-words';

type TypedMethod = Exclude<ProofMethod, 'passkey'>;

const WORDS: Record<TypedMethod, { label: string; hint: string; other: string; missing: string }> = {
  password: { label: 'Password', hint: '', other: 'Use the password', missing: 'Enter your password.' },
  totp: {
    label: 'Code of your authenticator app',
    hint: 'Six digits, new every 30 seconds.',
    other: 'Use the authenticator app',
    missing: 'Enter the six digits that the app shows.',
  },
  'recovery-code': {
    label: 'Recovery code',
    hint: 'One of those you kept when you set this up. It works once.',
    other: 'Use a recovery code',
    missing: 'Enter one of your recovery codes.',
  },
};

let nextId = 0;

/** Asks somebody to show that it is them, by whichever way they have: password, code, recovery code or passkey. */
@Component({
  selector: 'ui-proof-form',
  imports: [MatButton],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './proof-form.html',
  styles: `
    :host,
    form {
      display: grid;
      gap: 14px;
      font: var(--text-13);
    }
    label {
      display: block;
      margin-bottom: 6px;
      font: 500 12px/16px var(--font-sans);
    }
  `,
})
export class ProofForm {
  readonly question = input.required<ProofQuestion>();
  readonly confirm = input('Confirm');
  /** False where the browser knows no passkeys. */
  readonly passkeysWork = input(true);
  readonly proved = output();

  private readonly destroyed = inject(DestroyRef);
  private readonly field = viewChild<ElementRef<HTMLInputElement>>('field');

  protected readonly id = `proof-${nextId++}`;
  protected readonly typable = computed(() =>
    this.question().methods.filter((method): method is TypedMethod => method !== 'passkey'),
  );
  /** What is typed now; a recovery code is the last resort, so it is offered and not asked for. */
  protected readonly method = linkedSignal<TypedMethod | null>(
    () => this.typable().find(method => method !== 'recovery-code') ?? null,
  );
  protected readonly words = computed(() => {
    const method = this.method();
    return method && WORDS[method];
  });
  protected readonly others = computed(() =>
    this.typable()
      .filter(method => method !== this.method())
      .map(method => ({ method, label: WORDS[method].other })),
  );
  protected readonly hasPasskey = computed(() => this.question().methods.includes('passkey'));
  protected readonly typed = signal('');
  protected readonly busy = signal(false);
  protected readonly problem = signal('');

  constructor() {
    // The form takes the place of what the person was at, so the keyboard goes on here.
    effect(() => this.field()?.nativeElement.focus());
  }

  protected type(event: Event): void {
    this.typed.set((event.target as HTMLInputElement).value);
  }

  protected choose(method: TypedMethod): void {
    this.method.set(method);
    this.typed.set('');
    this.problem.set('');
    this.field()?.nativeElement.focus();
  }

  protected async send(): Promise<void> {
    const method = this.method();
    if (!method) return;
    const typed = method === 'password' ? this.typed() : this.typed().trim();
    if (typed === '') return this.problem.set(WORDS[method].missing);
    await this.act(() => this.question().byTyping(method === 'password' ? { password: typed } : { code: typed }));
  }

  protected usePasskey(): Promise<void> {
    return this.act(() => this.question().byPasskey());
  }

  private async act(attempt: () => Promise<string | undefined>): Promise<void> {
    if (this.busy()) return;
    this.busy.set(true);
    this.problem.set('');
    const problem = await attempt();
    // Signing in leads to another page, and this form is gone then.
    if (this.destroyed.destroyed) return;
    this.busy.set(false);
    if (problem) this.problem.set(problem);
    else this.proved.emit();
  }
}
