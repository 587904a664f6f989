import { computed, signal } from '@angular/core';

/** Who or what was ticked in a list; it survives turning pages and changing filters. */
export class Selection {
  /** `most`: on how many the API acts at once. */
  constructor(private readonly most = 500) {}

  private readonly chosen = signal<ReadonlySet<number>>(new Set());

  readonly ids = computed(() => [...this.chosen()]);
  readonly count = computed(() => this.chosen().size);
  readonly isFull = computed(() => this.count() >= this.most);

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
      return new Set(isChosen ? [...kept, ...ids].slice(0, this.most) : kept);
    });
  }

  clear(): void {
    this.chosen.set(new Set());
  }
}
