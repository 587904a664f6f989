import { TestBed } from '@angular/core/testing';

import { getTestClock, listAllServers, listNotifications, listUsers, type Permission, type UserDto } from '@sky/api-client';
import { FakeApi } from '@sky/api-client/testing';

import { make } from '../../testing/make';
import { openPage } from '../../testing/open-page';
import { ConsoleCommands } from './console-commands';
import { ConsoleFrame } from './console-frame';
import { CONSOLE_PLACES } from './console-places';
import { consoleRoutes } from './console.routes';
import { NoAccessPage } from './no-access-page';

const NEWS = { ...make.page(), unread: 2 };
const support = (permissions: Permission[]): UserDto => make.user({ role: 'support', permissions });

async function open(user: UserDto) {
  const api = new FakeApi()
    .on(listNotifications, () => NEWS)
    .on(getTestClock, () => ({ now: new Date().toISOString(), offsetHours: 0 }))
    .on(listUsers, () => make.page(make.person()))
    .on(listAllServers, () => make.page(make.server()));
  const page = await openPage(ConsoleFrame, api, { route: 'any', user });
  const places = [...page.host.querySelectorAll('nav ui-navigation a')].map(link => link.textContent?.trim());
  return { ...page, api, places, commands: TestBed.inject(ConsoleCommands) };
}

describe("the console's frame", () => {
  it('shows an administrator every place, and the bell', async () => {
    const { places, host } = await open(make.user());
    expect(places).toEqual(CONSOLE_PLACES.map(({ label }) => label));
    expect(host.querySelector('ui-news-button')?.textContent).toContain('2');
  });

  it('hides what a role does not include, asks the API for none of it, and offers no command to it', async () => {
    const { places, api, commands } = await open(support(['users.read']));
    expect(places).toEqual(['Users', 'Roles']);
    expect(api.calls.map(({ operation }) => operation)).not.toContain('getJobSummary');
    expect(api.sentTo(getTestClock)).toEqual([]);

    expect(commands.commands.map(({ label }) => label)).toEqual(['Users', 'Roles', 'Your account', 'Notifications']);
    expect((await commands.find('a')).map(({ label }) => label)).toEqual(['Ada Lovelace']);
    expect(api.sentTo(listAllServers)).toEqual([]);
  });
});

describe("the console's routes", () => {
  it('need what their places in the navigation need', () => {
    for (const { link, permission } of CONSOLE_PLACES) {
      const route = consoleRoutes.find(({ path }) => `/${path}` === link);
      expect([link, route?.data?.['permission']]).toEqual([link, permission]);
    }
  });

  it('need a permission, but for what everybody on the staff has', () => {
    const open = consoleRoutes.filter(({ data }) => !data?.['permission']).map(({ path }) => path);
    expect(open).toEqual(['notifications', 'no-access', 'account', '**']);
  });
});

describe('a page that a role does not include', () => {
  it('says what is missing, and where one can go', async () => {
    const { text, host } = await openPage(NoAccessPage, new FakeApi(), {
      route: 'no-access',
      url: '/no-access?permission=audit.read',
      user: support(['users.read']),
    });
    expect(text()).toContain('It needs the right “See the audit log”.');
    expect([...host.querySelectorAll('a')].map(link => link.getAttribute('href'))).toEqual(['/users', '/roles']);
  });
});
