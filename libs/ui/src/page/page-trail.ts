import { inject, Injectable, signal } from '@angular/core';
import { Title } from '@angular/platform-browser';

/** A step on the way to the page at hand. */
export interface TrailStep {
  readonly label: string;
  readonly link: string;
}

/** Where the person is: page headers write it, shells show it, and the browser's tab carries it. */
@Injectable({ providedIn: 'root' })
export class PageTrail {
  private readonly title = inject(Title);

  readonly parents = signal<readonly TrailStep[]>([]);
  readonly current = signal('');
  readonly company = signal('');

  show(current: string, parents: readonly TrailStep[]): void {
    this.parents.set(parents);
    this.current.set(current);
    this.titleTab(current);
  }

  /** Names the browser's tab after a page. */
  titleTab(page: string): void {
    this.title.setTitle([page, this.company()].filter(Boolean).join(' · '));
  }
}
