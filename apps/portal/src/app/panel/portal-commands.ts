import { inject, Injectable } from '@angular/core';
import { Router } from '@angular/router';

import { Api, listServers } from '@sky/api-client';
import type { Command, CommandSource } from '@sky/ui';

/** What the command palette offers a customer: places, acts, and servers by name or address. */
@Injectable({ providedIn: 'root' })
export class PortalCommands implements CommandSource {
  private readonly api = inject(Api);
  private readonly router = inject(Router);

  readonly placeholder = 'A page, a server or an address';
  readonly commands: readonly Command[] = [
    this.place('Overview', 'overview', '/overview'),
    this.place('Servers', 'servers', '/servers'),
    this.place('Billing', 'billing', '/billing', 'credit, top-up, transactions'),
    this.place('Account', 'account', '/account', 'name, password, sessions'),
    this.place('API keys', 'key', '/account/api-keys', 'for your own programs'),
    this.place('SSH keys', 'key', '/account/ssh-keys', 'to sign in to servers'),
    this.place('Shared with you', 'servers', '/servers/shared', 'servers of others'),
    this.place('Addresses', 'servers', '/servers/addresses', 'of all servers'),
    this.place('Disks', 'servers', '/servers/disks', 'of all servers'),
    this.place('Plans and prices', 'plans', '/plans'),
    { ...this.place('Order a server', 'plus', '/servers/order', 'shows the price before anything is charged'), group: 'Actions' },
    { ...this.place('Add credit', 'payments', '/billing', 'by PayPal'), id: 'add-credit', group: 'Actions' },
  ];

  readonly find = async (text: string): Promise<readonly Command[]> => {
    const { data } = await this.api.invoke(listServers, { search: text, limit: 6 });
    return data.map(server => ({
      id: `server-${server.id}`,
      group: 'Servers' as const,
      label: server.name,
      note: [server.location.name, server.package.name, server.addresses[0]].filter(Boolean).join(' · '),
      icon: 'servers' as const,
      run: () => void this.router.navigate(['/servers', server.id]),
    }));
  };

  private place(label: string, icon: Command['icon'], link: string, note?: string): Command {
    return { id: link, group: 'Go to', label, icon, ...(note && { note }), run: () => void this.router.navigateByUrl(link) };
  }
}
