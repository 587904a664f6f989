import { ChangeDetectionStrategy, Component, signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';

import { type Listed, Listing } from './listing';

/** A list whose stories a test tells. */
class ToldList implements Listed {
  readonly rows = signal<readonly string[]>([]);
  readonly total = signal(0);
  readonly isThere = signal(false);
  readonly hasFailed = signal(false);
  readonly problem = signal({ message: 'The line is down.', requestId: 'req-7' });
  reloads = 0;

  reload(): void {
    this.reloads++;
  }

  answer(total: number, ...rows: string[]): void {
    this.rows.set(rows);
    this.total.set(total);
    this.isThere.set(true);
  }
}

@Component({
  imports: [Listing],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <ui-listing
      noun="refunds"
      [list]="list"
      emptyHeading="Nothing was refunded yet"
      emptyText="A refund begins at its payment."
      [loadingLabel]="loadingLabel()"
      [skeletonRows]="3"
      [size]="size()"
      [(page)]="page"
    >
      <button empty type="button">Clear filters</button>
      <ul>
        @for (row of list.rows(); track row) {
          <li>{{ row }}</li>
        }
      </ul>
    </ui-listing>
  `,
})
class Host {
  readonly list = new ToldList();
  readonly loadingLabel = signal<string | undefined>(undefined);
  readonly size = signal<number | undefined>(2);
  readonly page = signal(1);
}

const show = async (tell: (host: Host) => void) => {
  const fixture = TestBed.createComponent(Host);
  tell(fixture.componentInstance);
  await fixture.whenStable();
  const element: HTMLElement = fixture.nativeElement;
  const parts = ['ui-skeleton-rows', 'ui-failure', 'ui-empty-state', 'ul', 'ui-paginator'];
  const button = (name: string) =>
    [...element.querySelectorAll('button')].find(one => (one.ariaLabel ?? one.textContent.trim()) === name);
  return {
    fixture,
    host: fixture.componentInstance,
    element,
    button,
    shown: () => parts.filter(part => element.querySelector(part) !== null),
  };
};

describe(Listing.name, () => {
  it('shows as many grey rows as will come, and says what is loading', async () => {
    const { element, shown } = await show(() => undefined);

    expect(shown()).toEqual(['ui-skeleton-rows']);
    expect(element.querySelector('[role=status]')?.getAttribute('aria-label')).toBe('Loading refunds');
    expect(element.querySelectorAll('.line')).toHaveLength(3);
  });

  it('says it differently where the noun alone reads badly', async () => {
    const { element } = await show(host => host.loadingLabel.set('Loading the inbox'));

    expect(element.querySelector('[role=status]')?.getAttribute('aria-label')).toBe('Loading the inbox');
  });

  it('tells what failed and why, and tries again', async () => {
    const { host, element, button, shown } = await show(({ list }) => list.hasFailed.set(true));
    expect(shown()).toEqual(['ui-failure']);
    expect(element.textContent).toContain('The refunds could not be loaded');
    expect(element.textContent).toContain('The line is down.');
    expect(element.textContent).toContain('req-7');

    button('Try again')?.click();

    expect(host.list.reloads).toBe(1);
  });

  it('says that there is nothing, with the one action for it', async () => {
    const { element, button, shown } = await show(({ list }) => list.answer(0));

    expect(shown()).toEqual(['ui-empty-state']);
    expect(element.textContent).toContain('Nothing was refunded yet');
    expect(element.textContent).toContain('A refund begins at its payment.');
    expect(button('Clear filters')).toBeDefined();
  });

  it('shows its rows without the action of the empty list, and turns pages', async () => {
    const { fixture, host, element, button, shown } = await show(({ list }) => list.answer(3, 'ada', 'ben'));
    expect(shown()).toEqual(['ul', 'ui-paginator']);
    expect(element.querySelectorAll('li')).toHaveLength(2);
    expect(element.textContent).toContain('1 to 2 of 3');
    expect(button('Clear filters')).toBeUndefined();

    button('Next page')?.click();
    await fixture.whenStable();

    expect(host.page()).toBe(2);
    expect(element.textContent).toContain('3 to 3 of 3');
  });

  it('has no way to other pages when it stands on one', async () => {
    const { shown } = await show(({ list, size }) => {
      size.set(undefined);
      list.answer(3, 'ada', 'ben', 'cleo');
    });

    expect(shown()).toEqual(['ul']);
  });

  it('shows the failure of a reading that follows on a good one', async () => {
    const { fixture, host, shown } = await show(({ list }) => list.answer(2, 'ada', 'ben'));

    host.list.hasFailed.set(true);
    await fixture.whenStable();

    expect(shown()).toEqual(['ui-failure']);
  });
});
