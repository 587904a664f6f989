import { Injectable, type PipeTransform } from '@nestjs/common';
import { BadRequestError, NotFoundError } from '../errors';
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

/** Reads one of a fixed set of words from the path. */
export class OneOfParam<Value extends string> implements PipeTransform<string, Value> {
  constructor(
    private readonly field: string,
    private readonly values: readonly Value[],
  ) {}

  transform(value: string): Value {
    const found = this.values.find(known => known === value);
    if (found) return found;
    const message = `must be one of ${this.values.join(', ')}`;
    throw new BadRequestError('validation_failed', 'The address is not right.', [{ field: this.field, message }]);
  }
}
