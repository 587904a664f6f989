import { Injectable, type PipeTransform } from '@nestjs/common';
import { NotFoundError } from '../errors';
import { MAX_ID } from './fields';

/** Reads an id from the path; what cannot be an id of ours simply does not exist. */
@Injectable()
export class IdParam implements PipeTransform<string, number> {
  transform(value: string): number {
    const id = /^[1-9]\d{0,9}$/.test(value) ? Number(value) : Number.NaN;
    if (!(id <= MAX_ID)) throw new NotFoundError('not_found', 'There is nothing at this address.');
    return id;
  }
}
