import { Refused, type Reply } from '../kit/call';
import { debugId } from './ids';

/** One entry of an error's `details`. */
export interface Issue {
  readonly issue: string;
  readonly description?: string;
  readonly field?: string;
  readonly value?: string;
}

const NAMES: Readonly<Record<number, readonly [string, string]>> = {
  400: ['INVALID_REQUEST', 'Request is not well-formed, syntactically incorrect, or violates schema.'],
  401: [
    'AUTHENTICATION_FAILURE',
    'Authentication failed due to missing authorization header, or invalid authentication credentials.',
  ],
  403: ['NOT_AUTHORIZED', 'Authorization failed due to insufficient permissions.'],
  404: ['RESOURCE_NOT_FOUND', 'The specified resource does not exist.'],
  405: ['METHOD_NOT_SUPPORTED', 'The server does not implement the requested HTTP method.'],
  409: ['RESOURCE_CONFLICT', 'The server has detected a conflict while processing this request.'],
  415: ['UNSUPPORTED_MEDIA_TYPE', 'The server does not support the request payload’s media type.'],
  422: [
    'UNPROCESSABLE_ENTITY',
    'The requested action could not be performed, semantically incorrect, or failed business validation.',
  ],
  429: ['RATE_LIMIT_REACHED', 'Too many requests. Blocked due to rate limiting.'],
  500: ['INTERNAL_SERVER_ERROR', 'An internal server error has occurred.'],
  503: ['SERVICE_UNAVAILABLE', 'Service Unavailable.'],
};

/** PayPal's error envelope. */
export function errorReply(status: number, issues: readonly Issue[] = [], links: readonly unknown[] = []): Reply {
  const [name, message] = NAMES[status] ?? NAMES[500] ?? ['', ''];
  const debug = debugId();
  const details =
    status >= 500 ? {} : { details: issues.map(issue => ({ ...issue, location: issue.field ? 'body' : undefined })) };
  const information = {
    href: `https://developer.paypal.com/api/rest/responses/#${status}`,
    rel: 'information_link',
    method: 'GET',
  };
  return {
    status,
    json: { name, message, debug_id: debug, ...details, links: [information, ...links] },
    headers: { 'paypal-debug-id': debug },
  };
}

export function refuse(status: number, issue: string, more: Omit<Issue, 'issue'> = {}): Refused {
  return new Refused(errorReply(status, [{ issue, description: sentenceOf(issue), ...more }]));
}

/** No record has this id. */
export function unknownResource(): Refused {
  return refuse(404, 'INVALID_RESOURCE_ID');
}

const SENTENCES: Readonly<Record<string, string>> = {
  INVALID_RESOURCE_ID: 'Specified resource ID does not exist. Please check the resource ID and try again.',
  ORDER_NOT_APPROVED: 'Payer has not yet approved the Order for payment.',
  ORDER_ALREADY_CAPTURED: 'Order already captured. If intent=CAPTURE only one capture per order is allowed.',
  INSTRUMENT_DECLINED:
    'The instrument presented was either declined by the processor or bank, or it can’t be used for this payment.',
  CAPTURE_FULLY_REFUNDED: 'The capture has already been fully refunded.',
  REFUND_AMOUNT_EXCEEDED: 'The refund amount must be less than or equal to the capture amount that has not yet been refunded.',
  PAYPAL_REQUEST_ID_REQUIRED: 'A PayPal-Request-Id is required if you are trying to process payment for an Order.',
  DUPLICATE_REQUEST_ID: 'The value of PayPal-Request-Id header has already been used with another request.',
  DUPLICATE_INVOICE_ID: 'Requested invoice number has been previously captured. Possible duplicate transaction.',
};

function sentenceOf(issue: string): string {
  const words = issue.toLowerCase().replaceAll('_', ' ');
  return SENTENCES[issue] ?? `${words.charAt(0).toUpperCase()}${words.slice(1)}.`;
}
