const SECRET_NAME =
  /(pass(word|phrase|wd)|secret|token|cookie|authori[sz]ation|credential|private_?key|api_?key|seed|otp|signature|refresh_?hash|password_?hash)/i;
/** Whole names that hold a secret although they are also parts of harmless ones (`errorCode`, `keyId`). */
const SECRET_EXACTLY = new Set([
  'code',
  'codes',
  'recoverycodes',
  'recovery_codes',
  'pin',
  'key',
  'hash',
  'xsrf',
  'jwt',
  'bearer',
]);
/** Credentials that give themselves away: our API keys, bearer headers, JSON web tokens, private keys. */
const SECRET_VALUE =
  /(sky_[A-Za-z0-9_-]{16,}|bearer\s+\S{8,}|eyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]*|-----BEGIN [A-Z ]*PRIVATE KEY-----)/i;

const REDACTED = '[redacted]';
const LONGEST_TEXT = 1_000;
const MOST_ITEMS = 100;
const DEEPEST = 6;

/** Details as they may be kept: secrets replaced, texts shortened, nothing in it that the database cannot store. */
export function redact(details: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return members(details, 0);
}

/** One line that can be stored and logged: no control characters, at most so long. */
export function oneLine(text: string, longest: number): string {
  return wellFormed(
    wellFormed(text)
      .replace(/[\p{Cc}\u2028\u2029]/gu, ' ')
      .slice(0, longest),
  );
}

function members(source: Readonly<Record<string, unknown>>, depth: number): Record<string, unknown> {
  const entries = Object.entries(source)
    .slice(0, MOST_ITEMS)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => [oneLine(name, 100), isSecretName(name) && value !== null ? REDACTED : plain(value, depth + 1)]);
  return Object.fromEntries(entries) as Record<string, unknown>;
}

function plain(value: unknown, depth: number): unknown {
  if (depth > DEEPEST) return '…';
  if (typeof value === 'string') return text(value);
  if (typeof value === 'bigint') return value.toString();
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : value.toISOString();
  if (value instanceof Uint8Array) return REDACTED;
  if (Array.isArray(value)) return value.slice(0, MOST_ITEMS).map(item => plain(item, depth + 1));
  if (value instanceof Set) return plain([...value], depth);
  if (value instanceof Map) return members(Object.fromEntries(value as Map<string, unknown>), depth);
  if (typeof value === 'object' && value !== null) return members(value as Record<string, unknown>, depth);
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  return typeof value === 'boolean' ? value : null;
}

function text(value: string): string {
  if (SECRET_VALUE.test(value)) return REDACTED;
  const storable = wellFormed(value).replaceAll('\u0000', '');
  return storable.length > LONGEST_TEXT ? `${wellFormed(storable.slice(0, LONGEST_TEXT))}…` : storable;
}

function isSecretName(name: string): boolean {
  return SECRET_NAME.test(name) || SECRET_EXACTLY.has(name.toLowerCase());
}

/** Half a pair of surrogates is no character; no database can store one. */
function wellFormed(text: string): string {
  return text.replace(/\p{Surrogate}/gu, '\ufffd');
}
