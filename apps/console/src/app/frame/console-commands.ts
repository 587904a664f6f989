import { inject, Injectable } from '@angular/core';
import { Router } from '@angular/router';

import { Api, listAllServers, listUsers } from '@sky/api-client';
import { Session } from '@sky/session';
import type { Command, CommandSource } from '@sky/ui';

import { ConsolePlaces } from './console-places';

/** What the command palette offers staff: places, users and servers, as far as their role reaches. */
@Injectable({ providedIn: 'root' })
export class ConsoleCommands implements CommandSource {
  private readonly api = inject(Api);
  private readonly router = inject(Router);
  private readonly session = inject(Session);
  private readonly places = inject(ConsolePlaces);

  readonly placeholder = 'A page, a user, a server or an address';
  get commands(): readonly Command[] {
    const places = this.places.open().map(({ label, icon, link }) => this.place(label, icon, link));
    return [...places, this.place('Your account', 'account', '/account'), this.place('Notifications', 'bell', '/notifications')];
  }

  readonly find = async (text: string): Promise<readonly Command[]> => {
    const found = await Promise.all([
      this.session.may('users.read') ? this.users(text) : [],
      this.session.may('servers.read') ? this.servers(text) : [],
    ]);
    return found.flat();
  };

  private async users(search: string): Promise<Command[]> {
    const { data } = await this.api.invoke(listUsers, { search, limit: 5 });
    return data.map(user => ({
      id: `user-${user.id}`,
      group: 'Users',
      label: user.fullName,
      note: user.email,
      icon: 'account',
      run: () => void this.router.navigate(['/users', user.id]),
    }));
  }

  private async servers(search: string): Promise<Command[]> {
    const { data } = await this.api.invoke(listAllServers, { search, limit: 5 });
    return data.map(server => ({
      id: `server-${server.id}`,
      group: 'Servers',
      label: server.name,
      note: [server.owner.username, server.addresses[0]].filter(Boolean).join(' · '),
      icon: 'servers',
      run: () => void this.router.navigate(['/servers', server.id]),
    }));
  }

  private place(label: string, icon: Command['icon'], link: string): Command {
    return { id: link, group: 'Go to', label, icon, run: () => void this.router.navigateByUrl(link) };
  }
}
