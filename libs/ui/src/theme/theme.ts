import { DOCUMENT, effect, inject, Injectable, signal } from '@angular/core';

export const THEME_CHOICES = ['system', 'light', 'dark'] as const;
export type ThemeChoice = (typeof THEME_CHOICES)[number];

const REMEMBERED_AS = 'sky-theme';

/** Light, dark or as the system is; remembered in this browser. */
@Injectable({ providedIn: 'root' })
export class Theme {
  private readonly document = inject(DOCUMENT);
  readonly choice = signal<ThemeChoice>(this.remembered());

  constructor() {
    effect(() => {
      const choice = this.choice();
      const root = this.document.documentElement;
      if (choice === 'system') delete root.dataset['theme'];
      else root.dataset['theme'] = choice;
      this.document.defaultView?.localStorage.setItem(REMEMBERED_AS, choice);
    });
  }

  private remembered(): ThemeChoice {
    const kept = this.document.defaultView?.localStorage.getItem(REMEMBERED_AS);
    return THEME_CHOICES.find(choice => choice === kept) ?? 'system';
  }
}
