import type { AuthenticationResponseJSON, AuthenticatorTransport, RegistrationResponseJSON } from '@simplewebauthn/server';
import { z } from 'zod';
import { BadRequestError } from '@api/platform';

/** Far above what any authenticator sends. */
const LONGEST = 16_384;
const base64url = z
  .string()
  .min(1)
  .max(LONGEST)
  .regex(/^[A-Za-z0-9_-]+$/);
export const TRANSPORTS = ['ble', 'hybrid', 'internal', 'nfc', 'usb'] as const;

const envelope = {
  id: base64url.max(1400),
  rawId: base64url.max(1400),
  type: z.literal('public-key'),
  authenticatorAttachment: z.enum(['platform', 'cross-platform']).nullish(),
  clientExtensionResults: z.object({}).optional(),
};

const registration = z.object({
  ...envelope,
  response: z.object({
    clientDataJSON: base64url,
    attestationObject: base64url,
    transports: z.array(z.string().max(20)).max(10).optional(),
  }),
});

const assertion = z.object({
  ...envelope,
  response: z.object({
    clientDataJSON: base64url,
    authenticatorData: base64url,
    signature: base64url,
    userHandle: base64url.max(100).nullish(),
  }),
});

const clientData = z.object({ challenge: base64url.max(200) });

/** Reads what a browser's `navigator.credentials.create` gave. */
export function registrationFrom(answer: unknown): RegistrationResponseJSON {
  const parsed = registration.safeParse(answer);
  if (!parsed.success) throw notReadable();
  const { id, rawId, type, response } = parsed.data;
  const { clientDataJSON, attestationObject, transports = [] } = response;
  return {
    id,
    rawId,
    type,
    clientExtensionResults: {},
    response: { clientDataJSON, attestationObject, transports: transportsIn(transports) },
  };
}

/** Reads what a browser's `navigator.credentials.get` gave. */
export function assertionFrom(answer: unknown): AuthenticationResponseJSON {
  const parsed = assertion.safeParse(answer);
  if (!parsed.success) throw notReadable();
  const { id, rawId, type, response } = parsed.data;
  const { clientDataJSON, authenticatorData, signature, userHandle } = response;
  return {
    id,
    rawId,
    type,
    clientExtensionResults: {},
    response: { clientDataJSON, authenticatorData, signature, ...(userHandle && { userHandle }) },
  };
}

/** The challenge that an answer claims to answer, or null when it names none. */
export function challengeIn(clientDataJSON: string): string | null {
  try {
    const parsed = clientData.safeParse(JSON.parse(Buffer.from(clientDataJSON, 'base64url').toString('utf8')));
    return parsed.success ? parsed.data.challenge : null;
  } catch {
    return null; // not JSON: it answers no challenge of ours
  }
}

export function transportsIn(names: readonly string[]): AuthenticatorTransport[] {
  return TRANSPORTS.filter(known => names.includes(known));
}

function notReadable(): BadRequestError {
  return new BadRequestError('validation_failed', 'Some fields need your attention.', [
    { field: 'response', message: 'is not the answer of a passkey' },
  ]);
}
