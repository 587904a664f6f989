import { computed, signal } from '@angular/core';

/** The most people that the API acts on at once. */
const MOST = 500;

/** Who was ticked in a list; it survives turning pages and changing filters. */
export class Selection {
  private readonly chosen = signal<ReadonlySet<number>>(new Set());

  readonly ids = computed(() => [...this.chosen()]);
  readonly count = computed(() => this.chosen().size);
  readonly isFull = computed(() => this.count() >= MOST);

  has(id: number): boolean {
    return this.chosen().has(id);
  }

  hasAll(ids: readonly number[]): boolean {
    return ids.length > 0 && ids.every(id => this.has(id));
  }

  hasSome(ids: readonly number[]): boolean {
    return ids.some(id => this.has(id));
  }

  /** Ticks or unticks some people; what goes beyond the limit stays unticked. */
  set(ids: readonly number[], isChosen: boolean): void {
    this.chosen.update(chosen => {
      const kept = [...chosen].filter(id => !ids.includes(id));
      return new Set(isChosen ? [...kept, ...ids].slice(0, MOST) : kept);
    });
  }

  clear(): void {
    this.chosen.set(new Set());
  }
}
