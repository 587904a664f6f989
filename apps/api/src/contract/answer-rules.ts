import { differencesFrom } from './schema-checker';
import { operationOf } from './document';
import { isStream, nameOf, type Route } from './routes';

export interface Exchange {
  readonly method: string;
  /** Undefined when the address is no route. */
  readonly route: Route | undefined;
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly text: string;
}

const HEADERS: Readonly<Record<string, RegExp>> = {
  'strict-transport-security': /^max-age=(\d{8,}); includeSubDomains/,
  'content-security-policy': /default-src 'none'.*frame-ancestors 'none'/,
  'x-content-type-options': /^nosniff$/,
  'x-frame-options': /^DENY$/,
  'referrer-policy': /^(same-origin|no-referrer|strict-origin-when-cross-origin)$/,
  'cross-origin-opener-policy': /^same-origin$/,
  'cross-origin-resource-policy': /^same-origin$/,
  'cache-control': /./,
};
const SECRET_NAME = /password|hash|secret|totp|token|recovery|internalnote|salt|apikey/i;
/** Names that look secret and are meant to be read. */
const MEANT_TO_BE_READ: Readonly<Record<string, readonly string[]>> = {
  'POST /api/user/servers/:id/reset-password': ['password'],
  'POST /api/user/virtfusion/password': ['password'],
  'POST /api/admin/servers/:id/vnc/credentials': ['password'],
  'POST /api/admin/users/:id/virtfusion-password': ['password'],
  'GET /api/settings/public': ['passwordMinLength', 'passwordNeedsKinds'],
  'GET /api/admin/billing/mirror': ['tokensPerUnit'],
  'GET /api/admin/billing/mirror/bookings': ['tokens'],
  'GET /api/admin/billing/runs': ['planHash'],
  'GET /api/admin/billing/runs/:id': ['planHash'],
  'POST /api/admin/billing/runs/preview': ['planHash'],
  'POST /api/admin/billing/runs/:id/apply': ['planHash'],
  'GET /api/user/second-factor': ['totp', 'recoveryCodesLeft'],
  'POST /api/user/second-factor/totp': ['secret'],
  'POST /api/user/second-factor/totp/confirm': ['recoveryCodes'],
  'POST /api/user/second-factor/recovery-codes': ['recoveryCodes'],
  'POST /api/user/second-factor/passkeys': ['recoveryCodes'],
};
const INTERNALS: readonly [string, RegExp][] = [
  ['a stack', /\n? {2,}at .+[(:]|\.[cm]?[jt]s:\d+/],
  ['SQL', /\b(select\b.+\bfrom|insert into|update\b.+\bset|delete from)\b|syntax error at|violates|relation "|column "/i],
  ['a path', /node_modules|\/(work|home|usr|app|tmp)\/|[A-Z]:\\/],
  ['a product or version', /fastify|nestjs|mikro-?orm|postgres|pg-boss|node\.js|FST_ERR/i],
];
const ENVELOPE_KEYS = ['code', 'message', 'details', 'required_scope', 'request_id'];
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Everything that is wrong with an answer, whatever was asked: headers, form, secrets, internals, undocumented properties. */
export function problemsWith(exchange: Exchange): string[] {
  const { status, route, method, text } = exchange;
  const failure = status >= 500 && status !== 503 ? [`${status}`] : [];
  const isReport = status === 503 && route?.operation === 'getDatabaseHealth';
  const content =
    method === 'HEAD' || method === 'OPTIONS' ? [] : status >= 400 && !isReport ? ofRefusal(exchange) : ofContent(exchange);
  const hash = /\$argon2|\$2[aby]\$/.test(text) ? ['tells a password hash'] : [];
  return [...failure, ...ofHeaders(exchange), ...content, ...hash];
}

function ofHeaders({ headers, route, status }: Exchange): string[] {
  const missing = Object.entries(HEADERS)
    .filter(([name, form]) => !form.test(String(headers[name] ?? '')))
    .map(([name]) => `header ${name} is ${String(headers[name])}`);
  const telling = ['server', 'x-powered-by', 'via'].filter(name => name in headers).map(name => `tells ${name}`);
  const isPersonal = status >= 400 || (route?.rule !== undefined && route.rule !== 'public');
  const isStored = isPersonal && !String(headers['cache-control']).includes('no-store');
  return [...missing, ...telling, ...(isStored ? ['may be stored by caches'] : [])];
}

function ofRefusal({ headers, text, status }: Exchange): string[] {
  if (!String(headers['content-type']).startsWith('application/json')) return ['a refusal that is not JSON'];
  const body = JSON.parse(text) as { error?: Record<string, unknown> };
  const { error } = body;
  if (!error || Object.keys(body).length !== 1) return [`not the envelope: ${text.slice(0, 200)}`];
  const { code, message, details, request_id: requestId } = error;
  const unknown = Object.keys(error).filter(key => !ENVELOPE_KEYS.includes(key));
  const said = [code, message, ...((details as { message: string }[] | undefined) ?? []).map(detail => detail.message)].join(
    '\n',
  );
  return [
    ...unknown.map(key => `the envelope has ${key}`),
    ...(/^[a-z][a-z0-9_]+$/.test(String(code)) ? [] : [`the code is ${String(code)}`]),
    ...(typeof message === 'string' && message ? [] : ['no message']),
    ...(UUID.test(String(requestId)) ? [] : ['no request id']),
    ...(status === 429 && headers['retry-after'] === undefined ? ['429 without Retry-After'] : []),
    ...INTERNALS.filter(([, form]) => form.test(said)).map(([what]) => `tells ${what}: ${said.slice(0, 200)}`),
  ];
}

function ofContent({ route, status, headers, text }: Exchange): string[] {
  if (!route?.operation || isStream(route) || status >= 300) return [];
  const documented = operationOf(route)?.responses[String(status)];
  if (!documented) return [`${status} is not documented`];
  const type = String(headers['content-type'] ?? '').split(';')[0] ?? '';
  if (!documented.content) return text === '' ? [] : ['has a body that is not documented'];
  const schema = documented.content[type]?.schema;
  if (!schema) return [`${type} is not documented`];
  if (type !== 'application/json') return [];
  const body: unknown = JSON.parse(text);
  const meant = MEANT_TO_BE_READ[nameOf(route)] ?? [];
  const secrets = namesIn(body).filter(name => SECRET_NAME.test(name) && !meant.includes(name));
  return [...differencesFrom(schema, body), ...secrets.map(name => `tells ${name}`)];
}

function namesIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(namesIn);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, item]) => [name, ...namesIn(item)]);
}
