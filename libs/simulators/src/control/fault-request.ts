import { FAULT_KINDS, type FaultRequest } from '../kit/faults';
import { badRequest } from './replies';

/** A fault from a request's body, checked. */
export function faultRequest(body: Readonly<Record<string, unknown>>): FaultRequest {
  const kind = FAULT_KINDS.find(candidate => candidate === body['fault']);
  if (typeof body['service'] !== 'string') throw badRequest('service must be virtfusion, paypal, smtp2go or *');
  if (!kind) throw badRequest(`fault must be one of ${FAULT_KINDS.join(', ')}`);
  if (body['after'] !== undefined && typeof body['after'] !== 'boolean') throw badRequest('after must be true or false');
  return {
    service: body['service'],
    fault: kind,
    ...given('method', textIn(body, 'method')),
    ...given('path', textIn(body, 'path')),
    ...given('status', numberIn(body, 'status')),
    ...given('delayMs', numberIn(body, 'delayMs')),
    ...given('retryAfterSeconds', numberIn(body, 'retryAfterSeconds')),
    ...given('times', numberIn(body, 'times')),
    ...given('after', body['after']),
  };
}

function given(name: string, value: unknown): Record<string, unknown> {
  return value === undefined ? {} : { [name]: value };
}

function textIn(body: Readonly<Record<string, unknown>>, name: string): string | undefined {
  const value = body[name];
  if (value !== undefined && typeof value !== 'string') throw badRequest(`${name} must be a string`);
  return value === '' ? undefined : value;
}

function numberIn(body: Readonly<Record<string, unknown>>, name: string): number | undefined {
  const value = body[name];
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'number' || !Number.isFinite(value) || value < 0) throw badRequest(`${name} must be a number, 0 or more`);
  return value;
}
