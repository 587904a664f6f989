const LONGEST_REASON = 300;

/** Makes a short line of what another system wrote, without secrets, control characters or markup. */
export function plainReason(text: string, secrets: readonly string[] = []): string {
  const withoutSecrets = secrets
    .filter(secret => secret.length > 0)
    .reduce((plain, secret) => plain.replaceAll(secret, '[redacted]'), text);
  const line = withoutSecrets
    .replace(/<[^>]*>/g, ' ')
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .trim();
  return line.length > LONGEST_REASON ? `${line.slice(0, LONGEST_REASON - 1)}…` : line;
}
