import { isRecord, Refused, type Call } from '../kit/call';
import { errorReply } from './errors';

/** PayPal's header for negative tests: `{"mock_application_codes":"INSTRUMENT_DECLINED"}`. */
export function mocked(call: Call, linksWhenDeclined: readonly unknown[] = []): void {
  const header = call.headers['paypal-mock-response'];
  if (typeof header !== 'string') return;
  const code = mockCodeOf(header);
  if (code === undefined) return;
  if (code === 'INTERNAL_SERVER_ERROR' || code === 'INTERNAL_SERVICE_ERROR') throw new Refused(errorReply(500));
  throw new Refused(errorReply(422, [{ issue: code }], code === 'INSTRUMENT_DECLINED' ? linksWhenDeclined : []));
}

function mockCodeOf(header: string): string | undefined {
  try {
    const parsed: unknown = JSON.parse(header);
    const code = isRecord(parsed) ? parsed['mock_application_codes'] : undefined;
    return typeof code === 'string' ? code : undefined;
  } catch {
    return undefined;
  }
}
