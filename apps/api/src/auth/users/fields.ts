import { type FieldOptions, Text } from '@api/platform';

/** A name to sign in with; it never contains an at sign, so that it is never taken for an address. */
export function Username(): PropertyDecorator {
  return Text({
    min: 3,
    max: 32,
    pattern: /^[A-Za-z0-9][A-Za-z0-9._-]+$/,
    patternMessage: 'may have letters, digits, dots, dashes and underscores',
  });
}

/** An IANA time zone; whether this runtime knows it is for the service to say. */
export function TimeZone(options: FieldOptions = {}): PropertyDecorator {
  return Text({
    ...options,
    max: 60,
    pattern: /^[A-Za-z0-9_+/-]+$/,
    patternMessage: 'must be a time zone such as Europe/Berlin',
  });
}
