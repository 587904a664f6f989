import { computed, resource, type ResourceRef } from '@angular/core';

import { problemOf } from './problem';

/** A page of something, as every list of the API answers. */
interface Page<Row> {
  readonly data: readonly Row[];
  readonly pagination: { readonly totalItems: number };
}

/** A list that is read page by page: its rows, how many there are in all, and why it could not be read. */
export class PagedList<Row> {
  readonly rows = computed(() => this.page()?.data ?? []);
  readonly total = computed(() => this.page()?.pagination.totalItems ?? 0);
  /** False until the first answer; then there may still be no rows. */
  readonly isThere = computed(() => this.source.hasValue());
  readonly hasFailed = computed(() => this.source.error() !== undefined);
  readonly problem = computed(() => problemOf(this.source.error()));
  private readonly page = computed(() => (this.source.hasValue() ? this.source.value() : undefined));

  constructor(private readonly source: ResourceRef<Page<Row> | undefined>) {}

  reload(): void {
    this.source.reload();
  }
}

/** Reads a list again whenever what it is asked for changes; `undefined` asks for nothing. Needs an injection context. */
export function pagedList<Params, Row>(
  params: () => Params | undefined,
  load: (params: Params) => Promise<Page<Row>>,
): PagedList<Row> {
  return new PagedList<Row>(resource({ params, loader: ({ params: asked }) => load(asked as Params) }));
}

/** Reads a list that the API answers in one piece, told as the paged ones are. Needs an injection context. */
export function wholeList<Params, Row>(
  params: () => Params | undefined,
  load: (params: Params) => Promise<{ readonly data: readonly Row[] }>,
): PagedList<Row> {
  return pagedList(params, async asked => {
    const { data } = await load(asked);
    return { data, pagination: { totalItems: data.length } };
  });
}
