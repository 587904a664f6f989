import { TestBed } from '@angular/core/testing';

import type { Runway } from './runway';
import { RunwayPlot } from './runway-plot';

const runway: Runway = {
  currency: 'USD',
  points: [
    { at: '2026-11-20T00:00:00Z', balance: '20.00' },
    { at: '2026-11-21T00:00:00Z', balance: '18.40' },
  ],
  topUps: [],
  projection: { from: { at: '2026-11-22T00:00:00Z', balance: '16.80' }, to: { at: '2026-12-04T20:57:00Z', balance: '0.00' } },
};

const show = async (shown: Runway) => {
  const fixture = TestBed.createComponent(RunwayPlot);
  fixture.componentRef.setInput('runway', shown);
  await fixture.whenStable();
  return { fixture, host: fixture.nativeElement as HTMLElement };
};

describe(RunwayPlot.name, () => {
  it('tells in words what it draws', async () => {
    const { host } = await show(runway);

    expect(host.querySelector('svg')?.getAttribute('aria-label')).toContain(
      'Credit is $16.80. At the present rate it lasts until Fri 4 Dec, 20:57 UTC.',
    );
  });

  it('has a table twin with every point and the forecast', async () => {
    const { fixture, host } = await show(runway);

    host.querySelector<HTMLButtonElement>('.twin')?.click();
    await fixture.whenStable();

    const rows = [...host.querySelectorAll('tbody tr')].map(row => row.textContent?.replace(/\s+/g, ' ').trim());
    expect(rows).toHaveLength(3);
    expect(rows[2]).toContain('Forecast');
    expect(rows[2]).toContain('$0.00');
  });

  it('reads the points by arrow keys', async () => {
    const { fixture, host } = await show(runway);

    host.querySelector('svg')?.dispatchEvent(new KeyboardEvent('keydown', { key: 'Home' }));
    await fixture.whenStable();
    expect(host.querySelector('.read-out')?.textContent).toContain('$20.00');

    host.querySelector('svg')?.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowRight' }));
    await fixture.whenStable();
    expect(host.querySelector('.read-out')?.textContent).toContain('$18.40');
  });

  it('says so when there is nothing to draw', async () => {
    const { host } = await show({ currency: 'USD', points: [], topUps: [], projection: null });

    expect(host.querySelector('svg')).toBeNull();
    expect(host.textContent).toContain('No credit history yet');
  });
});
