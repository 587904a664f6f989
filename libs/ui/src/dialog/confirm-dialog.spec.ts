import { TestbedHarnessEnvironment } from '@angular/cdk/testing/testbed';
import { Component, inject } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { MatButtonHarness } from '@angular/material/button/testing';
import { MatDialogHarness } from '@angular/material/dialog/testing';

import { type ConfirmQuestion } from './confirm-question';
import { Confirmations } from './confirmations';

@Component({ selector: 'ui-asking', template: '' })
class Asking {
  readonly confirmations = inject(Confirmations);
}

const question: ConfirmQuestion = {
  title: 'Delete web-1?',
  typed: 'web-1',
  confirm: 'Delete server',
  keep: 'Keep server',
  act: async () => undefined,
};

async function ask(asked: ConfirmQuestion) {
  const fixture = TestBed.createComponent(Asking);
  const loader = TestbedHarnessEnvironment.documentRootLoader(fixture);
  const answer = fixture.componentInstance.confirmations.ask(asked);
  const dialog = await loader.getHarness(MatDialogHarness);
  const button = (text: string) => dialog.getHarness(MatButtonHarness.with({ text }));
  const type = async (text: string) => {
    const field = document.querySelector<HTMLInputElement>('#confirm-name');
    if (!field) throw new Error('There is no field for the name.');
    field.value = text;
    field.dispatchEvent(new Event('input'));
    await fixture.whenStable();
  };
  return { answer, dialog, button, type };
}

describe('a confirmation', () => {
  it('does nothing before the name was typed exactly', async () => {
    const { answer, button, type } = await ask(question);
    expect(await (await button('Delete server')).isDisabled()).toBe(true);

    await type('web-');
    expect(await (await button('Delete server')).isDisabled()).toBe(true);

    await type('web-1');
    await (await button('Delete server')).click();

    expect(await answer).toBe(true);
  });

  it('stays open and tells why when the act was refused', async () => {
    const { answer, dialog, button } = await ask({
      title: 'Restart web-1?',
      confirm: 'Restart',
      keep: 'Leave it running',
      act: async () => 'This server is busy.',
    });

    await (await button('Restart')).click();

    expect(await dialog.getContentText()).toContain('This server is busy.');
    await (await button('Leave it running')).click();
    expect(await answer).toBe(false);
  });

  it('does nothing when it is put away', async () => {
    let acts = 0;
    const { answer, button } = await ask({ ...question, act: async () => void acts++ });

    await (await button('Keep server')).click();

    expect(await answer).toBe(false);
    expect(acts).toBe(0);
  });
});
