import { isRecord, Refused, type Call, type Reply } from '../kit/call';

/** A list in the control API's envelope, or a thing as it is. */
export function found(data: unknown): Reply {
  return { status: 200, json: isRecord(data) ? data : { data } };
}

/** The control API's refusal. */
export function badRequest(error: string): Refused {
  return new Refused({ status: 400, json: { error } });
}

/** A required switch in the body. */
export function enabledIn({ body }: Call): boolean {
  if (typeof body['enabled'] !== 'boolean') throw badRequest('enabled must be true or false');
  return body['enabled'];
}

/** An optional positive whole number in the body. */
export function countIn({ body }: Call, name: string): number | undefined {
  const value = body[name];
  if (value === undefined) return undefined;
  if (value === true) return 1;
  if (typeof value !== 'number' || !Number.isInteger(value) || value < 1)
    throw badRequest(`${name} must be a positive whole number`);
  return value;
}
