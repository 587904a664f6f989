/** How to reach a server's screen. VirtFusion makes a new password each time VNC is switched. */
export interface VncAccess {
  /** The hypervisor's host name where it tells one, else its address. */
  readonly host: string | null;
  readonly port: number | null;
  readonly password: string | null;
  /** Some versions answer `false` whatever the state is, so a refused connection is the only proof. */
  readonly enabled: boolean;
  /** The panel's own viewer, for a person who is signed in there. */
  readonly webSocketUrl: string | null;
}
