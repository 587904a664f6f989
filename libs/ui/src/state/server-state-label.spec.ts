import { TestBed } from '@angular/core/testing';

import { ServerStateLabel, type ServerStateName } from './server-state-label';

const show = async (state: ServerStateName, stale = false): Promise<HTMLElement> => {
  const fixture = TestBed.createComponent(ServerStateLabel);
  fixture.componentRef.setInput('state', state);
  fixture.componentRef.setInput('stale', stale);
  await fixture.whenStable();
  return fixture.nativeElement;
};

describe(ServerStateLabel.name, () => {
  it.each<[ServerStateName, string]>([
    ['running', 'Running'],
    ['suspended', 'Suspended'],
    ['unknown', 'Unknown'],
  ])('says %s in a word', async (state, word) => {
    expect((await show(state)).textContent?.trim()).toBe(word);
  });

  it('draws another shape for each kind of state, so that colour is never alone', async () => {
    const shapes = await Promise.all(
      (['running', 'stopped', 'suspended', 'failed', 'unknown'] as const).map(async state => {
        const drawn = (await show(state)).querySelector('svg')?.firstElementChild;
        return `${drawn?.tagName} ${drawn?.getAttribute('d')} ${drawn?.getAttribute('stroke-dasharray')}`;
      }),
    );

    expect(new Set(shapes).size).toBe(5);
  });

  it('says what a server was when the reading is old', async () => {
    expect((await show('running', true)).textContent?.trim()).toBe('Was running');
  });
});
