import { computed, DestroyRef, inject, type Signal } from '@angular/core';
import { toSignal } from '@angular/core/rxjs-interop';
import { ActivatedRoute, type ParamMap, Router } from '@angular/router';

/** A pause in typing after which a search is worth asking. */
const PAUSE_MS = 250;

/** A list's filters, kept in the address so that a filtered list can be shared, reloaded and gone back to. */
export class AddressFilters {
  private typing: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly address: Signal<ParamMap | undefined>,
    private readonly router: Router,
  ) {}

  /** The page shown, from 1. */
  readonly page = computed(() => Math.max(1, Math.floor(Number(this.address()?.get('page'))) || 1));

  /** What a filter says; empty when it is not set. */
  text(name: string): string {
    return this.address()?.get(name) ?? '';
  }

  /** A filter's value if it is one of those offered. */
  oneOf<Value extends string>(name: string, offered: readonly Value[]): Value | undefined {
    return offered.find(value => value === this.text(name));
  }

  /** A day such as 2026-11-25; nothing when somebody wrote something else into the address. */
  day(name: string): string {
    const text = this.text(name);
    return /^\d{4}-\d{2}-\d{2}$/.test(text) ? text : '';
  }

  /** Sets a filter from a control and goes back to the first page. */
  set(name: string, value: string): void {
    this.narrow({ [name]: value || null, page: null });
  }

  /** Sets a filter from what is typed, after a pause. */
  type(name: string, event: Event): void {
    const { value } = event.target as HTMLInputElement;
    clearTimeout(this.typing);
    this.typing = setTimeout(() => this.set(name, value.trim()), PAUSE_MS);
  }

  choose(name: string, event: Event): void {
    this.set(name, (event.target as HTMLInputElement | HTMLSelectElement).value);
  }

  turn(page: number): void {
    this.narrow({ page: page > 1 ? page : null });
  }

  /** Takes all filters away. */
  clear(): void {
    this.narrow(Object.fromEntries((this.address()?.keys ?? []).map(name => [name, null])));
  }

  /** Forgets a search that was still being typed. */
  stop(): void {
    clearTimeout(this.typing);
  }

  private narrow(queryParams: Record<string, string | number | null>): void {
    void this.router.navigate([], { queryParams, queryParamsHandling: 'merge', replaceUrl: true });
  }
}

/** The filters of the page at hand. Needs an injection context. */
export function addressFilters(): AddressFilters {
  const filters = new AddressFilters(toSignal(inject(ActivatedRoute).queryParamMap), inject(Router));
  inject(DestroyRef).onDestroy(() => filters.stop());
  return filters;
}
