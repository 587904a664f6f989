import { type Exchange, problemsWith } from './answer-rules';
import type { Route } from './routes';

const HEADERS = {
  'content-type': 'application/json; charset=utf-8',
  'strict-transport-security': 'max-age=31536000; includeSubDomains',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'cache-control': 'no-store',
};
const REQUEST_ID = 'a97e9d3c-90ee-4ef7-8dcb-e0ff2a5d6a3c';
const route: Route = {
  method: 'GET',
  path: '/api/verification-status',
  rule: 'signed-in',
  access: { who: 'signed-in' },
  operation: 'getVerificationStatus',
  body: undefined,
  parameters: [],
};

const answer = (change: Partial<Exchange>): Exchange => ({
  method: 'GET',
  route,
  status: 200,
  headers: HEADERS,
  text: '{"isVerified":true,"email":"ada@example.com"}',
  ...change,
});
const refusal = (error: object, change: Partial<Exchange> = {}) =>
  answer({
    status: 400,
    text: JSON.stringify({ error: { code: 'bad', message: 'No.', request_id: REQUEST_ID, ...error } }),
    ...change,
  });

describe(problemsWith, () => {
  it('has nothing against answers as they should be', () => {
    expect(problemsWith(answer({}))).toEqual([]);
    expect(problemsWith(refusal({}))).toEqual([]);
  });

  it.each([
    ['a missing header', answer({ headers: { ...HEADERS, 'x-frame-options': undefined } }), 'header x-frame-options'],
    ['a telling header', answer({ headers: { ...HEADERS, server: 'x' } }), 'tells server'],
    ['a personal answer for caches', answer({ headers: { ...HEADERS, 'cache-control': 'public' } }), 'stored by caches'],
    [
      'an undocumented property',
      answer({ text: '{"isVerified":true,"email":"a@b.c","role":"admin"}' }),
      '$.role is not documented',
    ],
    ['a missing property', answer({ text: '{"isVerified":true}' }), '$.email is missing'],
    ['a wrong type', answer({ text: '{"isVerified":"yes","email":"a@b.c"}' }), 'not a boolean'],
    ['a null', answer({ text: '{"isVerified":null,"email":"a@b.c"}' }), 'is null'],
    ['a secret', answer({ text: '{"isVerified":true,"email":"a@b.c","passwordHash":"x"}' }), 'tells passwordHash'],
    ['a hash', answer({ text: '{"isVerified":true,"email":"$argon2id$v=19$"}' }), 'password hash'],
    ['an undocumented status', answer({ status: 206 }), '206 is not documented'],
    ['a failure', refusal({}, { status: 500 }), '500'],
    ['another form of refusal', answer({ status: 404, text: '{"statusCode":404}' }), 'not the envelope'],
    ['a refusal in words', answer({ status: 404, headers: { ...HEADERS, 'content-type': 'text/html' } }), 'not JSON'],
    ['a code for people', refusal({ code: 'Bad Request' }), 'the code is'],
    ['no request id', refusal({ request_id: 7 }), 'no request id'],
    ['a stray field', refusal({ stack: 'x' }), 'the envelope has stack'],
    ['a stack', refusal({ message: 'x\n    at Server.handle (/srv/x.js:1:2)' }), 'tells a stack'],
    ['SQL', refusal({ message: 'select id from users' }), 'tells SQL'],
    ['a path', refusal({ message: 'no such file /app/x' }), 'tells a path'],
    ['a product', refusal({ message: 'FST_ERR_BAD_URL' }), 'tells a product'],
    ['a limit without an end', refusal({}, { status: 429 }), 'without Retry-After'],
  ])('sees %s', (_what, exchange, problem) => {
    expect(problemsWith(exchange).join('\n')).toContain(problem);
  });
});
