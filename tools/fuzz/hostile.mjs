// Values that parsers, databases, logs and browsers trip over.
import fc from 'fast-check';

const TEXTS = [
  ...['', ' ', '\0', 'a\0b', '\u202egnp.exe', '😀', 'ﬀ', '\r\nset-cookie: a=b', '\u001b[31m', '\ufeff', 'a'.repeat(5_000)],
  ...[`'`, `"`, '\\', '%', '_', `' or 1=1 --`, `'; drop table users; --`, '1) union select 1', '$1', '{{7*7}}', '${7*7}'],
  ...['../../etc/passwd', '..%2f', '%00', '%zz', '//evil.test', 'javascript:alert(1)', '<script>alert(1)</script>', '=1+1'],
  ...['__proto__', 'constructor', 'null', 'true', '-1', '0', '1', '1e309', '2147483648', '9007199254740993'],
  ...[
    '0000-00-00',
    '9999-12-31T23:59:59.999Z',
    '+275760-09-13T00:00:00.000Z',
    '('.repeat(500),
    '00000000-0000-0000-0000-000000000000',
  ],
];
const NUMBERS = [
  ...['1e309', '-1e309', '-1', '1e-7', '0.30000000000000004', '99999999999999999999', '2147483648', '-0'],
  ...['"1e309"', '"-5"', '"NaN"', '"0x10"', '"1,00"', '"٣"', '[5]', '{"$gt":0}', 'null', 'true', '[]', '{}'],
];
const BODIES = [
  ...['', '{', '[]', 'null', '"x"', '1', '\0', '{"a":1}{"b":2}', '\ufeff{}'],
  ...['{"__proto__":{"polluted":true}}', '{"constructor":{"prototype":{"polluted":true}}}'],
  ...[`${'['.repeat(1_000)}${']'.repeat(1_000)}`, `{"a":"${'x'.repeat(300_000)}"}`],
];
const VISIBLE = fc.string({ unit: fc.constantFrom(...'abc XYZ019!"#$%&\'()*+,-./:;<=>?@[]^_`{|}~é'), maxLength: 60 });

/** Text; a lone half of a surrogate pair becomes what a client can send. */
export const hostileText = () =>
  fc
    .oneof(fc.constantFrom(...TEXTS), fc.string({ unit: 'binary', maxLength: 40 }), fc.string({ maxLength: 300 }))
    .map(text => Buffer.from(text).toString());

/** A value as JSON text, also such as JSON cannot make from a JavaScript value. */
export const hostileJson = () =>
  fc.oneof(
    hostileText().map(text => JSON.stringify(text)),
    fc.constantFrom(...NUMBERS),
    fc.json({ maxDepth: 2 }),
  );

/** A whole body that is wrong from the start. */
export const hostileBody = () => fc.oneof(fc.constantFrom(...BODIES), fc.json({ maxDepth: 4 }));

/** Headers, most often none. */
export const hostileHeaders = () => {
  const one = fc.oneof(
    fc.tuple(fc.constantFrom('idempotency-key', 'user-agent', 'accept', 'if-none-match', 'range', 'referer'), VISIBLE),
    fc.tuple(fc.constantFrom('x-forwarded-host', 'x-forwarded-for', 'forwarded', 'x-xsrf-token', 'x-request-id'), VISIBLE),
    fc.tuple(fc.constant('origin'), fc.constantFrom('null', 'https://evil.test')),
    fc.tuple(
      fc.constant('content-type'),
      fc.constantFrom('text/plain', 'application/json\ta', 'application/xml', 'multipart/form-data'),
    ),
    fc.tuple(fc.constant('cookie'), fc.constantFrom('sky_access=a.b.c', 'sky_refresh=1.x', '=;;=', 'sky_access=')),
    fc.tuple(fc.constant('authorization'), fc.constantFrom('Bearer sky_x', 'Basic Og==', 'Bearer ')),
  );
  return fc.oneof(
    { weight: 8, arbitrary: fc.constant({}) },
    { weight: 1, arbitrary: fc.array(one, { maxLength: 2 }).map(pairs => Object.fromEntries(pairs)) },
  );
};
