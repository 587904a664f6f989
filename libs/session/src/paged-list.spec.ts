import { signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';

import { pagedList, wholeList } from './paged-list';

const page = (totalItems: number, ...data: string[]) => ({ data, pagination: { totalItems } });

/** A list asked for by a page number, with everything that was asked. */
function listOf(load: (wanted: number) => Promise<ReturnType<typeof page>>) {
  const wanted = signal<number | undefined>(1);
  const asked: number[] = [];
  const list = TestBed.runInInjectionContext(() =>
    pagedList(wanted, async number => {
      asked.push(number);
      return load(number);
    }),
  );
  const settle = async () => {
    TestBed.tick();
    await new Promise(resolve => setTimeout(resolve));
    TestBed.tick();
  };
  return { list, wanted, asked, settle };
}

describe(pagedList.name, () => {
  it('has nothing and has not failed before the first answer', () => {
    const { list } = listOf(async () => page(1, 'ada'));

    expect([list.isThere(), list.hasFailed(), list.rows(), list.total()]).toEqual([false, false, [], 0]);
  });

  it('tells its rows and how many there are in all', async () => {
    const { list, settle } = listOf(async () => page(41, 'ada', 'ben'));

    await settle();

    expect([list.isThere(), list.rows(), list.total()]).toEqual([true, ['ada', 'ben'], 41]);
  });

  it('is there when the answer holds no rows', async () => {
    const { list, settle } = listOf(async () => page(0));

    await settle();

    expect([list.isThere(), list.rows()]).toEqual([true, []]);
  });

  it('reads again what is asked for next, without the rows of before', async () => {
    const { list, wanted, asked, settle } = listOf(async number => page(2, `row ${number}`));
    await settle();

    wanted.set(2);
    expect([list.isThere(), list.rows()]).toEqual([false, []]);
    await settle();

    expect([asked, list.rows()]).toEqual([[1, 2], ['row 2']]);
  });

  it('asks for nothing while nothing is wanted', async () => {
    const { list, wanted, asked, settle } = listOf(async () => page(1, 'ada'));
    wanted.set(undefined);

    await settle();

    expect([asked, list.isThere(), list.hasFailed()]).toEqual([[], false, false]);
  });

  it('keeps its rows while it is read again', async () => {
    let times = 0;
    const { list, settle } = listOf(async () => page(1, `reading ${++times}`));
    await settle();

    list.reload();
    TestBed.tick();
    expect(list.rows()).toEqual(['reading 1']);
    await settle();

    expect(list.rows()).toEqual(['reading 2']);
  });

  it('says in words why it could not be read, and can be read after that', async () => {
    let times = 0;
    const { list, settle } = listOf(async () => {
      if (++times === 1) throw new Error('no line');
      return page(1, 'ada');
    });
    await settle();
    expect([list.hasFailed(), list.isThere(), list.rows(), list.total()]).toEqual([true, false, [], 0]);
    expect(list.problem().message).not.toBe('');

    list.reload();
    await settle();

    expect([list.hasFailed(), list.rows()]).toEqual([false, ['ada']]);
  });
});

describe(wholeList.name, () => {
  it('counts the rows that were answered in one piece', async () => {
    const list = TestBed.runInInjectionContext(() =>
      wholeList(
        () => 'ada',
        async name => ({ data: [`${name} 1`, `${name} 2`] }),
      ),
    );
    TestBed.tick();
    await new Promise(resolve => setTimeout(resolve));

    expect([list.rows(), list.total()]).toEqual([['ada 1', 'ada 2'], 2]);
  });
});
