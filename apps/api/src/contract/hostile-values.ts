/** Numbers as JSON text: too large, too fine, negative, in other notations, and things that are no numbers. */
export const HOSTILE_NUMBERS: readonly string[] = [
  ...['1e309', '-1e309', '-1', '-0.01', '1e-7', '0.30000000000000004', '1.005', '99999999999999999999', '2147483648', '8785'],
  ...['NaN', 'Infinity', '01', '0x10', '.5', '5.', '+5', '1_000'],
  ...['"1e309"', '"1e-7"', '"1e2"', '"-5"', '"-0"', '"+5"', '"NaN"', '"Infinity"', '"0x10"', '"1,00"', '"1 000"', '" 5"', '"5 "'],
  ...['"5.00\\n"', '"٣"', '"５"', '"5.0000001"', '"1000000000000"', '"0.1+0.2"', '"$5"', '"5€"', '"."', '"5."', '".5"', '""'],
  ...['[5]', '["5.00"]', '{}', '{"$gt":0}', '{"valueOf":5}', 'null', 'true', 'false', '[]'],
];

/** The same for a query string; the parameter's name is `NAME`. */
export const HOSTILE_QUERIES: readonly string[] = [
  ...['1e309', 'NaN', 'Infinity', '-1', '-0', '0', '1.5', '1.005', '1e-7', '1e1', '0x10', '%2B5', '%205', '5%20', '5%00'].map(
    value => `NAME=${value}`,
  ),
  ...['99999999999999999999', '٣', '', 'null', 'true', '[]', '{}', '1,2', '1;2'].map(
    value => `NAME=${encodeURIComponent(value)}`,
  ),
  ...['NAME=1&NAME=2', 'NAME[]=1', 'NAME[0]=1', 'NAME[$gt]=1', 'NAME[a]=1', 'NAME'],
];

/** Fields that would change whose something is, what it costs or what somebody may do. */
export const PRIVILEGED_FIELDS: readonly string[] = [
  ...['role', 'isAdmin', 'balance', 'credit', 'isVerified', 'emailVerifiedAt', 'virtFusionId', 'userId', 'id', 'createdAt'],
  ...['status', 'state', 'price', 'permissions', 'passwordHash', '__proto__', 'constructor'],
];

/** Content types that are not quite JSON in UTF-8. */
export const NEAR_JSON: readonly string[] = [
  ...['application/json\ta', ' application/json', 'application/json ', 'application/json;', 'application/json; charset=utf-7'],
  ...['application/json; charset=utf-16', 'application/json;charset=utf-8;x=1', 'text/json', 'text/plain', 'application/jsonp'],
  ...['application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', 'application/json, text/plain', 'application/xml'],
  ...['application/vnd.api+json', 'application/octet-stream', 'json', '*/*'],
];

export const HOSTILE_TEXTS: readonly string[] = [
  ...['', ' ', '\0', 'a\0b', '\ud800', '\udc00x', '\u202egnp.exe', '😀', 'ﬀ', '\r\nset-cookie: a=b', '\u001b[31m', '\ufeff'],
  ...[
    `'`,
    `"`,
    '`',
    '\\',
    '%',
    '_',
    `' or 1=1 --`,
    `'; drop table users; --`,
    '1) union select 1',
    '$1',
    '?',
    ':id',
    '{{7*7}}',
    '${7*7}',
  ],
  ...['../../etc/passwd', '..%2f..%2f', '%00', '%zz', '//evil.test', 'javascript:alert(1)', '<script>alert(1)</script>', '<!--'],
  ...[
    '__proto__',
    'constructor',
    'toString',
    'null',
    'undefined',
    'true',
    '-1',
    '0',
    '1',
    '1e309',
    '2147483648',
    '2147483648',
    '9999999999',
    '9007199254740993',
  ],
  ...['2026-11-23', '0000-00-00', '9999-12-31T23:59:59.999Z', '-271821-04-20T00:00:00.000Z', '+275760-09-13T00:00:00.000Z'],
  ...['a'.repeat(5_000), '('.repeat(500), 'a@b.c', `${'a'.repeat(300)}@example.com`, '00000000-0000-0000-0000-000000000000'],
];
