import { createHash } from 'node:crypto';
import type { Call } from '../kit/call';
import { refuse } from './errors';
import type { PayPalLedger } from './ledger';
import { requestIdOf } from './order-body';

const HOUR_MS = 3_600_000;
/** How long PayPal remembers a request id: orders six hours, payments 45 days. Real time, as the caller's retries are. */
const KEPT_MS = { orders: 6 * HOUR_MS, payments: 45 * 24 * HOUR_MS };

/**
 * Does the work once for a request id and remembers what it made. A repeat gets that same object again; the same id with
 * another body is refused. Work that was refused is not remembered.
 */
export function once(
  ledger: PayPalLedger,
  call: Call,
  family: keyof typeof KEPT_MS,
  work: () => string,
): { subjectId: string; isReplay: boolean } {
  const requestId = requestIdOf(call);
  if (requestId === undefined) return { subjectId: work(), isReplay: false };
  const key = `${call.path} ${requestId}`;
  const fingerprint = createHash('sha256')
    .update(call.rawBody.length > 0 ? call.rawBody : '{}')
    .digest('hex');
  const earlier = ledger.requests.get(key);
  if (earlier && Date.now() - earlier.at < KEPT_MS[family]) {
    if (earlier.fingerprint !== fingerprint) throw refuse(422, 'DUPLICATE_REQUEST_ID');
    return { subjectId: earlier.subjectId, isReplay: true };
  }
  const subjectId = work();
  ledger.requests.set(key, { key, fingerprint, subjectId, at: Date.now() });
  return { subjectId, isReplay: false };
}
