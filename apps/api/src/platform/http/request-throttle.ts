/** General limits on requests, in milliseconds; sign-in and recovery have stricter ones of their own in `auth`. */
export const RequestThrottle = {
  /** A page with its parts takes about ten requests; this leaves room for a busy office behind one address. */
  perAddress: { name: 'default', ttl: 60_000, limit: 1_200 },
} as const;
