import { TestBed } from '@angular/core/testing';

import { Paginator } from './paginator';

const show = async (total: number, page: number) => {
  const fixture = TestBed.createComponent(Paginator);
  fixture.componentRef.setInput('total', total);
  fixture.componentRef.setInput('page', page);
  await fixture.whenStable();
  const host: HTMLElement = fixture.nativeElement;
  const [previous, next] = host.querySelectorAll('button');
  return { fixture, range: host.querySelector('span')?.textContent, previous, next };
};

describe(Paginator.name, () => {
  it.each([
    [702, 1, '1 to 20 of 702'],
    [702, 36, '701 to 702 of 702'],
    [3, 1, '1 to 3 of 3'],
    [0, 1, 'None'],
    [12_345, 2, '21 to 40 of 12,345'],
  ])('of %i rows on page %i tells "%s"', async (total, page, words) => {
    expect((await show(total, page)).range).toBe(words);
  });

  it('goes no further than there are pages', async () => {
    const { previous, next } = await show(40, 2);

    expect([previous?.disabled, next?.disabled]).toEqual([false, true]);
  });

  it('turns to the next page', async () => {
    const { fixture, next } = await show(41, 1);

    next?.click();

    expect(fixture.componentInstance.page()).toBe(2);
  });
});
