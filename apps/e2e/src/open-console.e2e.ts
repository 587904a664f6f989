import assert from 'node:assert/strict';
import type { APIResponse, Page } from 'playwright-core';
import { type Journey, signIn, until } from './journey.ts';

interface ConsoleReport {
  readonly lines: readonly string[];
  readonly keysReceived: number;
}

/** What is done to a console, and how the page explains it. */
const CAUSES = [
  ['refuse', 'The console’s port is closed'],
  ['hang', 'The hypervisor does not answer'],
  ['wrong_password', 'The console did not accept its password'],
  ['garbage', 'Something else answers at the console’s port'],
] as const;

/** A console that is looked at, typed into, lost, explained and shared. */
export const openConsole: Journey = {
  name: 'opens a console, types, loses it, is told why, and lets somebody look',
  async travel({ open, product: { url, sandboxUrl }, picture }) {
    const ada = await open();
    await signIn(ada, `${url}/sign-in`, 'ada', 'demo-ada-password');
    await ada.waitForURL('**/overview');
    const { id, upstreamId } = await runningServer(ada, url, sandboxUrl);
    const guest = () => report(sandboxUrl, upstreamId);

    await ada.goto(`${url}/servers/${id}`);
    await ada.getByRole('link', { name: 'Console' }).click();
    await connected(ada);
    await until(async () => (await guest()).lines.join('\n').includes('login:'), 'the guest asks who is there');
    const before = await regionOf(ada);
    await ada.keyboard.type('ada');
    await until(async () => (await guest()).lines.join('\n').includes('login: ada'), 'the guest has what was typed');
    await until(async () => !(await regionOf(ada)).equals(before), 'the typed text is drawn');
    await picture(ada, 'console-typed');

    await ada.getByRole('button', { name: 'Disconnect' }).click();
    for (const [fault, words] of CAUSES) {
      await control(sandboxUrl, `rfb/servers/${upstreamId}/fault`, { fault });
      await ada.getByRole('button', { name: /^(Connect|Try again)$/ }).click();
      await ada.getByRole('heading', { name: words }).waitFor();
      await picture(ada, `console-${fault}`);
    }
    await control(sandboxUrl, `rfb/servers/${upstreamId}/fault`, { fault: 'none' });
    await ada.getByRole('button', { name: 'Try again' }).click();
    await connected(ada);

    await control(sandboxUrl, `rfb/servers/${upstreamId}/fault`, { fault: 'drop' });
    await control(sandboxUrl, `rfb/servers/${upstreamId}/fault`, { fault: 'none' });
    await connected(ada);

    await explained(ada, url, { running: id, stopped: (await serverThat('stopped', ada, url)).id });
    await picture(ada, 'console-turned-on');

    const keys = (await guest()).keysReceived;
    const linus = await open();
    await signIn(linus, `${url}/sign-in`, 'linus', 'demo-linus-password');
    await linus.waitForURL('**/overview');
    await linus.goto(`${url}/shared-console/${await share(ada, url, id)}`);
    await connected(linus);
    await linus.getByText('Looking only').waitFor();
    await linus.keyboard.type('reboot');
    await picture(linus, 'console-shared');
    assert.equal((await guest()).keysReceived, keys, 'who may only look does not type');
  },
};

/** The causes that need no fault: a server that is off, and a console that is turned off, which the page offers to turn on. */
async function explained(page: Page, url: string, { running, stopped }: { running: number; stopped: number }): Promise<void> {
  await page.goto(`${url}/servers/${stopped}/console`);
  await page.getByRole('heading', { name: 'The server is off' }).waitFor();
  await post(page, url, `/api/user/servers/${running}/vnc/disable`);
  await page.goto(`${url}/servers/${running}/console`);
  await page.getByRole('heading', { name: 'The console is turned off for this server' }).waitFor();
  await page.getByRole('button', { name: 'Turn console on' }).click();
  await connected(page);
}

async function connected(page: Page): Promise<void> {
  await page.getByRole('status').getByText('Connected', { exact: true }).waitFor({ timeout: 30_000 });
}

/** The picture of the line on which the prompt stands. */
function regionOf(page: Page): Promise<Buffer> {
  return page.locator('ui-rfb-screen canvas').screenshot();
}

async function serverThat(state: string, page: Page, url: string): Promise<{ id: number; name: string }> {
  const { data } = (await (await page.request.get(`${url}/api/user/servers`)).json()) as {
    data: { id: number; name: string; state: string }[];
  };
  const server = data.find(one => one.state === state);
  assert.ok(server, `there is a server that is ${state}`);
  return server;
}

async function runningServer(page: Page, url: string, sandboxUrl: string): Promise<{ id: number; upstreamId: number }> {
  const { id, name } = await serverThat('running', page, url);
  const upstream = (await (await fetch(`${sandboxUrl}/_control/virtfusion/servers`)).json()) as {
    data: { id: number; name: string }[];
  };
  const match = upstream.data.find(one => one.name === name);
  assert.ok(match, 'VirtFusion has the server');
  return { id, upstreamId: match.id };
}

async function report(sandboxUrl: string, upstreamId: number): Promise<ConsoleReport> {
  return (await (await fetch(`${sandboxUrl}/_control/rfb/servers/${upstreamId}`)).json()) as ConsoleReport;
}

async function control(sandboxUrl: string, path: string, body: object): Promise<void> {
  const reply = await fetch(`${sandboxUrl}/_control/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  assert.ok(reply.ok, `the sandbox takes ${path}`);
}

/** Makes a link for a look of an hour, as the page would. */
async function share(page: Page, url: string, id: number): Promise<string> {
  const { token } = (await (await post(page, url, `/api/user/servers/${id}/vnc/shares`, { minutes: 60 })).json()) as {
    token: string;
  };
  return token;
}

async function post(page: Page, url: string, path: string, data: object = {}): Promise<APIResponse> {
  const xsrf = (await page.context().cookies()).find(({ name }) => name === 'XSRF-TOKEN')?.value ?? '';
  const reply = await page.request.post(url + path, { data, headers: { origin: url, 'x-xsrf-token': xsrf } });
  assert.ok(reply.ok(), `${path} is done`);
  return reply;
}
