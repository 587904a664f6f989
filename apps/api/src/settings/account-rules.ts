/** Rules that the server applies and the screens tell in advance. */
export const ACCOUNT_RULES = {
  resendCooldownSeconds: 60,
} as const;
