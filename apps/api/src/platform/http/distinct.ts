import { ValidateBy } from 'class-validator';

/** A list that names nothing twice; found in one pass, because a list may have as many entries as a body has room for. */
export function Distinct({ message }: { readonly message: string }): PropertyDecorator {
  const validate = (value: unknown): boolean => Array.isArray(value) && new Set(value).size === value.length;
  return ValidateBy({ name: 'distinct', validator: { validate } }, { message });
}
