import { jest } from '@jest/globals';

import { TestBed } from '@angular/core/testing';

import { Toasts } from './toasts';

describe(Toasts.name, () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it('puts good news away by themselves, later when something can be undone', () => {
    const toasts = TestBed.inject(Toasts);

    toasts.done('Saved.');
    jest.advanceTimersByTime(5_000);
    expect(toasts.current()).toBeUndefined();

    toasts.done('Removed.', { label: 'Undo', run: () => undefined });
    jest.advanceTimersByTime(7_999);
    expect(toasts.current()?.text).toBe('Removed.');
  });

  it('keeps a failure until it is closed, even after earlier good news', () => {
    const toasts = TestBed.inject(Toasts);

    toasts.done('Saved.');
    toasts.failed('Not saved.');
    jest.advanceTimersByTime(60_000);
    expect(toasts.current()?.text).toBe('Not saved.');

    toasts.dismiss();
    expect(toasts.current()).toBeUndefined();
  });
});
