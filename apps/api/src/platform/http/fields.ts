import { applyDecorators } from '@nestjs/common';
import { ApiProperty, type ApiPropertyOptions } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  Equals,
  IsArray,
  IsBoolean,
  IsDate,
  IsEmail,
  IsIn,
  IsInt,
  IsString,
  Length,
  Matches,
  Max,
  Min,
  ValidateIf,
} from 'class-validator';
import { Distinct } from './distinct';

/** Highest value of an identity column; a larger id cannot exist. */
export const MAX_ID = 2_147_483_647;

/** What every field may say of itself: whether it may be left out, and what the API reference shows. */
export interface FieldOptions {
  /** It may be left out; null is refused all the same. */
  optional?: boolean;
  /** Null means something, such as "the limit of all". */
  nullable?: boolean;
  description?: string;
  example?: string | number;
}

// With `u` a pair of surrogates is one character (an emoji); only a lone half, which no database can store, is refused.
const CONTROL_CHARACTERS = /^[^\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\ud800-\udfff]*$/u;
const CONTROL_OR_BREAK = /^[^\u0000-\u001f\u007f\ud800-\udfff]*$/u;

function mayBeMissing(optional: boolean, nullable: boolean): PropertyDecorator[] {
  if (nullable) return [ValidateIf((_, value) => value !== null && (value !== undefined || !optional))];
  return optional ? [ValidateIf(isThere)] : [];
}

function isThere(_object: unknown, value: unknown): boolean {
  return value !== undefined;
}

function field(options: FieldOptions, property: ApiPropertyOptions, ...checks: PropertyDecorator[]): PropertyDecorator {
  const { optional = false, nullable = false, description, example } = options;
  const described = {
    ...property,
    required: !optional,
    ...(nullable && { nullable }),
    ...(description && { description }),
    ...(example !== undefined && { example }),
  };
  return applyDecorators(ApiProperty(described as ApiPropertyOptions), ...mayBeMissing(optional, nullable), ...checks);
}

/** A line or, with `lines`, a paragraph of text; control characters are refused because PostgreSQL and people cannot read them. */
export function Text(
  options: FieldOptions & { min?: number; max: number; pattern?: RegExp; patternMessage?: string; lines?: boolean },
): PropertyDecorator {
  const { min = 1, max, pattern, patternMessage } = options;
  return field(
    options,
    { type: String, minLength: min, maxLength: max, ...(pattern && { pattern: pattern.source }) },
    IsString({ message: 'must be text' }),
    Length(min, max, { message: min === 0 ? `may have at most ${max} characters` : `must have ${min} to ${max} characters` }),
    Matches(options.lines ? CONTROL_CHARACTERS : CONTROL_OR_BREAK, { message: 'contains characters that cannot be stored' }),
    ...(pattern ? [Matches(pattern, { message: patternMessage ?? 'has the wrong form' })] : []),
  );
}

/** An e-mail address, at most 254 characters. */
export function EmailAddress(options: FieldOptions = {}): PropertyDecorator {
  return field(
    options,
    { type: String, format: 'email', maxLength: 254 },
    IsString({ message: 'must be text' }),
    Length(3, 254, { message: 'must have 3 to 254 characters' }),
    IsEmail({}, { message: 'must be an e-mail address' }),
  );
}

/** A whole number. */
export function Whole(options: FieldOptions & { min: number; max: number }): PropertyDecorator {
  return field(
    options,
    { type: 'integer', minimum: options.min, maximum: options.max },
    IsInt({ message: 'must be a whole number' }),
    Min(options.min, { message: `must be at least ${options.min}` }),
    Max(options.max, { message: `must be at most ${options.max}` }),
  );
}

/** The id of a stored object. */
export function Id(options: FieldOptions = {}): PropertyDecorator {
  return Whole({ ...options, min: 1, max: MAX_ID });
}

/** Only plain digits are a number in an address: no `0x1f`, `1e3`, blanks or repeated parameters. */
function isDigits(value: unknown): value is string {
  return typeof value === 'string' && /^\d{1,10}$/.test(value);
}

/** The same as `Id` or `Whole`, but read from the query string, where everything arrives as text. */
export function QueryWhole(options: FieldOptions & { min: number; max: number }): PropertyDecorator {
  return applyDecorators(
    Transform(({ value }: { value: unknown }) => (isDigits(value) ? Number(value) : value)),
    Whole({ ...options, optional: true }),
  );
}

/** A list of ids of stored objects, each at most once. */
export function Ids(options: FieldOptions & { min?: number; max: number }): PropertyDecorator {
  const { min = 0, max } = options;
  return field(
    options,
    { type: 'array', items: { type: 'integer', minimum: 1, maximum: MAX_ID }, minItems: min, maxItems: max, uniqueItems: true },
    IsArray({ message: 'must be a list' }),
    ArrayMinSize(min, { message: `needs at least ${min}` }),
    ArrayMaxSize(max, { message: `may have at most ${max} entries` }),
    Distinct({ message: 'names something twice' }),
    IsInt({ each: true, message: 'may only hold whole numbers' }),
    Min(1, { each: true, message: 'may only hold numbers of at least 1' }),
    Max(MAX_ID, { each: true, message: 'holds a number that is too large' }),
  );
}

/** One of a fixed set of words; `name` becomes the enum's name in the document and the client. */
export function OneOf<Value extends string>(
  values: readonly Value[],
  name: string,
  options: FieldOptions = {},
): PropertyDecorator {
  return field(
    options,
    { enum: [...values], enumName: name },
    IsIn([...values], { message: `must be one of ${values.join(', ')}` }),
  );
}

/** Some of a fixed set of words, each at most once. */
export function SeveralOf<Value extends string>(
  values: readonly Value[],
  name: string,
  options: FieldOptions & { min?: number } = {},
): PropertyDecorator {
  const { min = 0 } = options;
  return field(
    options,
    { enum: [...values], enumName: name, isArray: true, minItems: min, maxItems: values.length, uniqueItems: true },
    IsArray({ message: 'must be a list' }),
    ArrayMinSize(min, { message: `needs at least ${min}` }),
    Distinct({ message: 'names something twice' }),
    IsIn([...values], { each: true, message: `may only hold ${values.join(', ')}` }),
  );
}

/** A list of short texts. */
export function Texts(
  options: FieldOptions & { maxItems: number; max: number; pattern?: RegExp; patternMessage?: string },
): PropertyDecorator {
  const { maxItems, max, pattern, patternMessage } = options;
  return field(
    options,
    {
      type: 'array',
      items: { type: 'string', minLength: 1, maxLength: max, ...(pattern && { pattern: pattern.source }) },
      maxItems,
    },
    IsArray({ message: 'must be a list' }),
    ArrayMaxSize(maxItems, { message: `may have at most ${maxItems} entries` }),
    IsString({ each: true, message: 'may only hold texts' }),
    Length(1, max, { each: true, message: `may only hold texts of 1 to ${max} characters` }),
    Matches(pattern ?? CONTROL_OR_BREAK, { each: true, message: patternMessage ?? 'contains characters that cannot be stored' }),
  );
}

/** An amount of money as a decimal string, such as "25.00". Whether the amount is allowed is for the feature to say. */
export function Amount(options: FieldOptions = {}): PropertyDecorator {
  return field(
    { example: '25.00', ...options },
    { type: String, pattern: '^\\d{1,9}(\\.\\d{1,6})?$' },
    IsString({ message: 'must be an amount in quotes, such as "25.00"' }),
    Matches(/^\d{1,9}(\.\d{1,6})?$/, { message: 'must be an amount such as "25.00"' }),
  );
}

/** Years of four digits: what JavaScript reads beyond them, PostgreSQL may not. */
function isMoment(value: unknown): value is string {
  return typeof value === 'string' && /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:\d\d)?)?$/.test(value);
}

/** A moment or day in the query string. */
export function QueryMoment(options: FieldOptions = {}): PropertyDecorator {
  return applyDecorators(
    Transform(({ value }: { value: unknown }) => (isMoment(value) ? new Date(value) : value)),
    field({ ...options, optional: true }, { type: String, format: 'date-time' }, IsDate({ message: 'must be a date' })),
  );
}

/** A moment or day in a body. */
export function Moment(options: FieldOptions = {}): PropertyDecorator {
  return applyDecorators(
    Transform(({ value }: { value: unknown }) => (isMoment(value) ? new Date(value) : value)),
    field(options, { type: String, format: 'date-time' }, IsDate({ message: 'must be a date' })),
  );
}

/** Yes or no. */
export function Flag(options: FieldOptions = {}): PropertyDecorator {
  return field(options, { type: Boolean }, IsBoolean({ message: 'must be true or false' }));
}

/** A box that must be ticked. */
export function Accepted(message: string): PropertyDecorator {
  return field({}, { type: Boolean, enum: [true] }, Equals(true, { message }));
}
