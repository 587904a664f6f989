import { TestBed } from '@angular/core/testing';

import { PageLeap } from './page-leap';

describe(PageLeap.name, () => {
  it.each([
    ['57', 57],
    ['0', 2],
    ['999', 100],
    ['-3', 1],
    ['tomorrow', 2],
  ])('goes from page 2 of 100 by "%s" as near as there is a page', async (typed, page) => {
    const fixture = TestBed.createComponent(PageLeap);
    fixture.componentRef.setInput('page', 2);
    fixture.componentRef.setInput('pages', 100);
    await fixture.whenStable();
    const turned: number[] = [];
    fixture.componentInstance.turned.subscribe(one => turned.push(one));
    const field = (fixture.nativeElement as HTMLElement).querySelector('input');
    if (!field) throw new Error('There is no field for the page.');

    field.value = typed;
    field.dispatchEvent(new Event('change'));

    expect(turned).toEqual([page]);
    expect(field.value).toBe(String(page));
  });
});
