import { TestBed } from '@angular/core/testing';
import { provideRouter } from '@angular/router';

import { type Credit, CreditControl } from './credit-control';

const HOUR = 3_600_000;

const show = async (hours: number | null): Promise<HTMLElement> => {
  TestBed.configureTestingModule({ providers: [provideRouter([])] });
  const fixture = TestBed.createComponent(CreditControl);
  const runsOutAt = hours === null ? null : new Date(Date.now() + hours * HOUR).toISOString();
  fixture.componentRef.setInput('credit', { balance: '18.42', currency: 'USD', runsOutAt } satisfies Credit);
  await fixture.whenStable();
  return fixture.nativeElement;
};

describe(CreditControl.name, () => {
  it('shows the balance and how long it lasts', async () => {
    const control = await show(268.01);

    expect(control.querySelector('.balance')?.textContent).toBe('$18.42');
    expect(control.querySelector('.lasts')?.textContent).toBe('11 d 4 h');
    expect(control.textContent).not.toContain('Add credit');
  });

  it.each([
    [71, 'soon'],
    [73, 'none'],
    [23, 'now'],
    [null, 'none'],
  ])('with %s hours left is as urgent as "%s"', async (hours, urgency) => {
    expect((await show(hours)).querySelector('a')?.dataset['urgency']).toBe(urgency);
  });

  it('asks for credit in its last day', async () => {
    expect((await show(5)).textContent).toContain('Add credit');
  });

  it('says nothing of an end when nothing is spent', async () => {
    expect((await show(null)).querySelector('.lasts')).toBeNull();
  });
});
