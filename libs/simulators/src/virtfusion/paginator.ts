import type { Call, Reply } from '../kit/call';
import { CHOICES } from './choices';

/** A page of a list in Laravel's LengthAwarePaginator, at the top level of the answer. */
export function paginated<Item>(call: Call, items: readonly Item[], view: (item: Item) => unknown): Reply {
  const { least, most, usual } = CHOICES.resultsRange;
  const asked = Number.parseInt(call.query.get('results') ?? '', 10);
  const size = Number.isNaN(asked) ? usual : Math.min(most, Math.max(least, asked));
  const last = Math.max(1, Math.ceil(items.length / size));
  const page = Math.max(1, Number.parseInt(call.query.get('page') ?? '1', 10) || 1);
  const shown = items.slice((page - 1) * size, page * size);
  const path = call.base + call.path;
  const linkTo = (number: number) => `${path}?${Number.isNaN(asked) ? '' : `results=${asked}&`}page=${number}`;
  const previous = page > 1 ? linkTo(page - 1) : null;
  const next = page < last ? linkTo(page + 1) : null;
  return {
    status: 200,
    json: {
      current_page: page,
      data: shown.map(view),
      first_page_url: linkTo(1),
      from: shown.length > 0 ? (page - 1) * size + 1 : null,
      last_page: last,
      last_page_url: linkTo(last),
      links: [
        { url: previous, label: '&laquo; Previous', active: false },
        ...Array.from({ length: last }, (_, index) => ({
          url: linkTo(index + 1),
          label: String(index + 1),
          active: index + 1 === page,
        })),
        { url: next, label: 'Next &raquo;', active: false },
      ],
      next_page_url: next,
      path,
      per_page: size,
      prev_page_url: previous,
      to: shown.length > 0 ? (page - 1) * size + shown.length : null,
      total: items.length,
    },
  };
}
