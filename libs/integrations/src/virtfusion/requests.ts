import type { ServerOrder } from './server';
import type { CreditBooking } from './user';

/** Translates an order into VirtFusion's names and units. Fields left out keep the package's figures. */
export function orderBody(order: ServerOrder) {
  return {
    packageId: order.packageId,
    userId: order.userId,
    hypervisorId: order.hypervisorGroupId,
    ipv4: order.ipv4,
    cpuCores: order.cpuCores,
    memory: order.memoryMb,
    storage: order.storageGb,
    traffic: order.trafficGb,
  };
}

/**
 * Writes a booking of credit as JSON text. Written by hand, because neither the tokens (an exact decimal) nor the
 * reference (64 bits) survive the way through a floating-point number.
 */
export function creditBody({ tokens, reference1, reference2 }: CreditBooking): string {
  if (!/^-?(0|[1-9]\d*)(\.\d+)?$/.test(tokens)) throw new RangeError('Tokens are a plain decimal number.');
  const fields = [`"tokens":${tokens}`];
  if (reference1 !== undefined) fields.push(`"reference_1":${reference1}`);
  if (reference2 !== undefined) fields.push(`"reference_2":${JSON.stringify(reference2)}`);
  return `{${fields.join(',')}}`;
}
