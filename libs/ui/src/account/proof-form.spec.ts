import { TestbedHarnessEnvironment } from '@angular/cdk/testing/testbed';
import { Component, signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { MatButtonHarness } from '@angular/material/button/testing';

import type { ProofMethod, ProofQuestion } from './account-words';
import { ProofForm } from './proof-form';

@Component({
  selector: 'ui-asking',
  imports: [ProofForm],
  template: `<ui-proof-form [question]="question()" [passkeysWork]="passkeysWork()" (proved)="proved.set(proved() + 1)" />`,
})
class Asking {
  readonly question = signal<ProofQuestion>({ methods: [], byTyping: async () => undefined, byPasskey: async () => undefined });
  readonly passkeysWork = signal(true);
  readonly proved = signal(0);
}

async function ask(methods: ProofMethod[], answer: (typed: object | 'passkey') => string | undefined, passkeysWork = true) {
  const fixture = TestBed.createComponent(Asking);
  document.body.append(fixture.nativeElement as HTMLElement);
  const asking = fixture.componentInstance;
  asking.passkeysWork.set(passkeysWork);
  asking.question.set({
    methods,
    byTyping: async proof => answer(proof),
    byPasskey: async () => answer('passkey'),
  });
  await fixture.whenStable();
  const host = fixture.nativeElement as HTMLElement;
  const loader = TestbedHarnessEnvironment.loader(fixture);
  const field = () => host.querySelector('input');
  return {
    asking,
    field,
    text: () => host.textContent ?? '',
    button: (text: string) => loader.getHarness(MatButtonHarness.with({ text })),
    type: async (text: string) => {
      const input = field();
      if (!input) throw new Error('There is nothing to type into.');
      input.value = text;
      input.dispatchEvent(new Event('input'));
      await fixture.whenStable();
    },
  };
}

describe('a form that asks somebody to show that it is them', () => {
  it('has the keyboard at once, and sends the password as it was typed', async () => {
    const sent: unknown[] = [];
    const { asking, field, button, type } = await ask(['password'], proof => void sent.push(proof));
    expect(document.activeElement).toBe(field());
    expect([field()?.type, field()?.autocomplete]).toEqual(['password', 'current-password']);

    await type(' spaces count ');
    await (await button('Confirm')).click();
    expect(sent).toEqual([{ password: ' spaces count ' }]);
    expect(asking.proved()).toBe(1);
  });

  it('asks for the code first and offers the recovery code, which it names', async () => {
    const sent: unknown[] = [];
    const { text, field, button, type } = await ask(['totp', 'recovery-code'], proof => void sent.push(proof));
    expect([field()?.autocomplete, field()?.inputMode]).toEqual(['one-time-code', 'numeric']);

    await (await button('Use a recovery code')).click();
    expect(text()).toContain('It works once.');
    expect(document.activeElement).toBe(field());
    await type('aaaa-bbbb-cccc');
    await (await button('Confirm')).click();
    expect(sent).toEqual([{ code: 'aaaa-bbbb-cccc' }]);
  });

  it('says what is missing without asking anybody, and why an answer was refused', async () => {
    let asked = 0;
    const { asking, text, field, button, type } = await ask(['totp'], () => {
      asked += 1;
      return 'This code is not right.';
    });
    await (await button('Confirm')).click();
    expect([asked, text().includes('Enter the six digits')]).toEqual([0, true]);

    await type('000000');
    await (await button('Confirm')).click();
    expect(text()).toContain('This code is not right.');
    expect(field()?.getAttribute('aria-invalid')).toBe('true');
    expect(asking.proved()).toBe(0);
  });

  it('needs no typing from those who have passkeys alone', async () => {
    const sent: unknown[] = [];
    const { asking, field, button } = await ask(['passkey'], proof => void sent.push(proof));
    expect(field()).toBeNull();
    await (await button('Use a passkey')).click();
    expect([sent, asking.proved()]).toEqual([['passkey'], 1]);
  });

  it('says where the browser knows no passkeys', async () => {
    const { text, button } = await ask(['totp', 'passkey'], () => undefined, false);
    expect(await (await button('Use a passkey')).isDisabled()).toBe(true);
    expect(text()).toContain('This browser knows no passkeys at this address.');
  });
});
