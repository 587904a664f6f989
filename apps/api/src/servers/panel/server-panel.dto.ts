/** An address that opens the platform's own panel at a server, signed in; it works once and for about a minute. */
export class ServerPanelSignInDto {
  url!: string;
  expiresAt!: Date;
}
