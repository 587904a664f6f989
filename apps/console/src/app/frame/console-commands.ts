import { inject, Injectable } from '@angular/core';
import { Router } from '@angular/router';

import { Api, listAllServers, listUsers } from '@sky/api-client';
import type { Command, CommandSource } from '@sky/ui';

/** What the command palette offers staff: places, users and servers. */
@Injectable({ providedIn: 'root' })
export class ConsoleCommands implements CommandSource {
  private readonly api = inject(Api);
  private readonly router = inject(Router);

  readonly placeholder = 'A page, a user, a server or an address';
  readonly commands: readonly Command[] = [
    this.place('Overview', 'chart', '/'),
    this.place('Users', 'users', '/users'),
    this.place('Servers', 'servers', '/servers'),
    this.place('Transactions', 'billing', '/transactions'),
    this.place('Payments', 'payments', '/payments'),
    this.place('Webhooks', 'webhooks', '/webhooks'),
    this.place('Packages and prices', 'plans', '/packages'),
    this.place('Jobs', 'jobs', '/jobs'),
  ];

  readonly find = async (text: string): Promise<readonly Command[]> => {
    const [users, servers] = await Promise.all([
      this.api.invoke(listUsers, { search: text, limit: 5 }),
      this.api.invoke(listAllServers, { search: text, limit: 5 }),
    ]);
    return [
      ...users.data.map(user => ({
        id: `user-${user.id}`,
        group: 'Users' as const,
        label: user.fullName,
        note: user.email,
        icon: 'account' as const,
        run: () => void this.router.navigate(['/users', user.id]),
      })),
      ...servers.data.map(server => ({
        id: `server-${server.id}`,
        group: 'Servers' as const,
        label: server.name,
        note: [server.owner.username, server.addresses[0]].filter(Boolean).join(' · '),
        icon: 'servers' as const,
        run: () => void this.router.navigate(['/servers', server.id]),
      })),
    ];
  };

  private place(label: string, icon: Command['icon'], link: string): Command {
    return { id: link, group: 'Go to', label, icon, run: () => void this.router.navigateByUrl(link) };
  }
}
