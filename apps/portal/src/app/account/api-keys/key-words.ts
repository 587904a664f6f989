import type { ApiKeyDto } from '@sky/api-client';
import type { Tone } from '@sky/ui';

const DAY_MS = 86_400_000;
const SOON_DAYS = 7;

/** What is to be said about the end of a key, when it is near or has come. */
export function expiryWarning({ expiresAt }: Pick<ApiKeyDto, 'expiresAt'>, now: Date): { word: string; tone: Tone } | undefined {
  if (expiresAt === null) return undefined;
  const left = new Date(expiresAt).getTime() - now.getTime();
  if (left <= 0) return { word: 'Expired', tone: 'error' };
  return left <= SOON_DAYS * DAY_MS ? { word: 'Expires soon', tone: 'warning' } : undefined;
}

/** Addresses as people type them: by line, comma or blank. */
export function addressesIn(text: string): string[] {
  return text.split(/[\s,;]+/).filter(part => part !== '');
}
