import ipaddr from 'ipaddr.js';

type Network = [ipaddr.IPv4 | ipaddr.IPv6, number];

/**
 * Which addresses a console may be at. Public ones always; loopback, private and other special ones only inside the networks that
 * the operator names, because what VirtFusion reports must not lead the relay into the panel's own network.
 */
export class AddressRule {
  private readonly allowed: readonly Network[];

  /** Networks in CIDR form, separated by commas. Throws for one that is none. */
  constructor(networks: string) {
    this.allowed = networks
      .split(',')
      .map(network => network.trim())
      .filter(network => network !== '')
      .map(network => ipaddr.parseCIDR(network));
  }

  admits(address: string): boolean {
    if (!ipaddr.isValid(address)) return false;
    const parsed = ipaddr.process(address);
    if (parsed.range() === 'unicast') return true;
    return this.allowed.some(network => parsed.kind() === network[0].kind() && parsed.match(network));
  }
}
