import { TestBed } from '@angular/core/testing';

import { Theme } from './theme';

describe(Theme.name, () => {
  beforeEach(() => localStorage.clear());

  it('follows the system until somebody chooses, and remembers the choice', () => {
    const theme = TestBed.inject(Theme);
    TestBed.tick();
    expect(document.documentElement.dataset['theme']).toBeUndefined();

    theme.choice.set('dark');
    TestBed.tick();
    expect(document.documentElement.dataset['theme']).toBe('dark');

    TestBed.resetTestingModule();
    expect(TestBed.inject(Theme).choice()).toBe('dark');
  });

  it('takes a remembered choice nobody offers as none', () => {
    localStorage.setItem('sky-theme', 'purple');

    expect(TestBed.inject(Theme).choice()).toBe('system');
  });
});
