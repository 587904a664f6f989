import { generateSecret, generateURI, verifySync } from 'otplib';

export const TOTP_CODE = /^\d{6}$/;

/** One step back and one ahead: clocks differ, and people type slowly. */
const DRIFT_SECONDS = 30;

/** A new secret of 160 bits, in base32 as authenticator apps read it. */
export function newTotpSecret(): string {
  return generateSecret();
}

/** The address that an authenticator app reads from a QR code. */
export function totpUri(secret: string, issuer: string, label: string): string {
  return generateURI({ issuer, label, secret });
}

/** The time step that a code belongs to, or null when it is the code of none of the steps around now. */
export function stepOfCode(secret: string, code: string): number | null {
  if (!TOTP_CODE.test(code)) return null;
  const result = verifySync({ secret, token: code, epochTolerance: DRIFT_SECONDS });
  return result.valid && 'timeStep' in result ? result.timeStep : null;
}
