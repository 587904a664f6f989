import type { FastifyRequest } from 'fastify';
import { randomBytes } from 'node:crypto';
import { crc32 } from 'node:zlib';

const PREFIX = 'sky_';
const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const SECRET_BYTES = 32;
/** 256 bits in digits of base 62. */
const SECRET_LENGTH = 43;
const CHECKSUM_LENGTH = 6;
const FORM = new RegExp(`^${PREFIX}[0-9A-Za-z]{${SECRET_LENGTH + CHECKSUM_LENGTH}}$`);

/** A new API key: 256 random bits and a checksum, so that scanners recognise it and a mistyped one costs no query. */
export function newApiKey(): string {
  const secret = PREFIX + inBase62(BigInt(`0x${randomBytes(SECRET_BYTES).toString('hex')}`), SECRET_LENGTH);
  return secret + checksumOf(secret);
}

/** True when a text has the form of an API key and its checksum is right; whether such a key exists is another matter. */
export function isWellFormedApiKey(text: string): boolean {
  return FORM.test(text) && checksumOf(text.slice(0, -CHECKSUM_LENGTH)) === text.slice(-CHECKSUM_LENGTH);
}

/** The API key of a request, from `Authorization: Bearer sky_…` or `X-API-Key`, or null. */
export function presentedKeyOf({ headers }: Pick<FastifyRequest, 'headers'>): string | null {
  const [scheme = '', token = ''] = (headers.authorization ?? '').split(' ');
  if (scheme.toLowerCase() === 'bearer' && token !== '') return token;
  const key = headers['x-api-key'];
  return typeof key === 'string' ? key : null;
}

function checksumOf(secret: string): string {
  return inBase62(BigInt(crc32(secret)), CHECKSUM_LENGTH);
}

function inBase62(value: bigint, length: number): string {
  let text = '';
  for (let rest = value; text.length < length; rest /= 62n) text = DIGITS.charAt(Number(rest % 62n)) + text;
  return text;
}
