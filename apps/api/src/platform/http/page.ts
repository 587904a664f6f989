import { ApiProperty } from '@nestjs/swagger';
import { QueryWhole } from './fields';

/** Deeper offsets cost the database more than anyone gains; filters lead further. */
const DEEPEST_OFFSET = 10_000;

/** `?page=1&limit=20` of every list. */
export class PageQuery {
  @QueryWhole({ min: 1, max: DEEPEST_OFFSET })
  page?: number;

  @QueryWhole({ min: 1, max: 100 })
  limit?: number;
}

/** A page in database terms. */
export interface PageRequest {
  readonly page: number;
  readonly limit: number;
  readonly offset: number;
}

/** Fills in the defaults: first page, twenty rows. */
export function pageOf({ page = 1, limit = 20 }: PageQuery): PageRequest {
  return { page, limit, offset: Math.min((page - 1) * limit, DEEPEST_OFFSET) };
}

/** Where a page stands in its list. */
export class Pagination {
  @ApiProperty({ type: 'integer' }) currentPage!: number;
  @ApiProperty({ type: 'integer' }) totalPages!: number;
  @ApiProperty({ type: 'integer' }) totalItems!: number;
  @ApiProperty({ type: 'integer' }) itemsPerPage!: number;

  static of({ page, limit }: PageRequest, totalItems: number): Pagination {
    return { currentPage: page, totalPages: Math.max(1, Math.ceil(totalItems / limit)), totalItems, itemsPerPage: limit };
  }
}
