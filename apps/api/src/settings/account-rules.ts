/** Rules that the server applies and the screens tell in advance. */
export const ACCOUNT_RULES = {
  passwordMinLength: 10,
  passwordMaxLength: 200,
  resendCooldownSeconds: 60,
} as const;
