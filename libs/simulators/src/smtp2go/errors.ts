import { randomUUID } from 'node:crypto';
import { Refused, type Reply } from '../kit/call';

/** SMTP2GO's error body: a code, a text and, for a bad field, its name. */
export function errorReply(status: number, code: string, error: string, field?: { fieldname: string; message: string }): Reply {
  const data = { error_code: `E_ApiResponseCodes.${code}`, error, ...(field ? { field_validation_errors: field } : {}) };
  return { status, json: { request_id: randomUUID(), data } };
}

/** A field of the payload that does not validate. */
export function badField(fieldname: string, message: string): Refused {
  const text = 'An error occurred while validating the payload. Please check the field_validation_errors for more details.';
  return new Refused(errorReply(400, 'NON_VALIDATING_IN_PAYLOAD', text, { fieldname, message }));
}
