/** A password for the platform's own panel; shown this once, stored and mailed nowhere. */
export class PanelPasswordDto {
  /** The name to sign in with there. */
  email!: string;
  password!: string;
}

/** An address that opens the platform's own panel, signed in; it works once and for about a minute. */
export class PanelSignInDto {
  url!: string;
  expiresAt!: Date;
}
