import { asker } from '../testing/asker';
import { createSandbox } from '../sandbox';
import { addServer } from '../virtfusion/testing/panel';
import { ConsoleRoom } from './testing/console-room';
import { RfbClient } from './testing/rfb-client';

let room: ConsoleRoom;
beforeEach(async () => {
  room = await ConsoleRoom.open();
});
afterEach(() => room.close());

const refused = expect.objectContaining({ code: 'ECONNREFUSED' });

describe('the port', () => {
  it('is told by the server and by its console alike', async () => {
    const { ip, port } = await room.address();
    expect(ip).toBe('127.0.0.1');
    expect((await room.panel.ask('GET', `/servers/${room.serverId}`)).json.data.vnc).toMatchObject({ ip, port });
    expect((await room.panel.ask('GET', '/servers/user/2')).json.data[0].vnc).toMatchObject({ ip, port });
    expect((await room.panel.ask('GET', '/servers?type=full')).json.data[1].vnc).toMatchObject({ ip, port });
  });

  it('is the same for everybody who asks at once', async () => {
    const answers = await Promise.all(Array.from({ length: 10 }, () => room.address()));
    expect(new Set(answers.map(({ port }) => port)).size).toBe(1);
    await room.connect(answers[0]);
  });

  it('closes with the power, and opens with it to a fresh boot', async () => {
    const client = await room.connect();
    const address = await room.address();
    client.type('left behind');
    await room.shows('left behind');
    await room.power('poweroff');
    await client.closed();
    await expect(RfbClient.connect(address)).rejects.toEqual(refused);
    expect(await room.report()).toMatchObject({ state: 'closed', port: address.port, lines: [] });
    await room.power('boot');
    expect(await room.address()).toEqual(address);
    await room.connect();
    expect(await room.shows('login:')).not.toContain('left behind');
  });

  it('tells a viewer within a second, though nobody asks the panel', async () => {
    const client = await room.connect();
    await room.panel.ask('POST', `/servers/${room.serverId}/power/poweroff`);
    room.panel.sandbox.clock.advance(0.2);
    await client.closed();
  });

  it('resets who connects after the clock switched the machine off unseen', async () => {
    const address = await room.address();
    await room.panel.ask('POST', `/servers/${room.serverId}/power/poweroff`);
    room.panel.sandbox.clock.advance(0.2);
    await expect(RfbClient.connect(address)).rejects.toThrow();
  });

  it('drops its viewers at a restart, and the machine boots in front of the next', async () => {
    const client = await room.connect();
    await room.panel.ask('POST', `/servers/${room.serverId}/power/restart`);
    room.panel.sandbox.clock.advance(600 / 3600);
    await client.closed();
    const next = await room.connect();
    expect([next.frame.width, next.frame.height]).toEqual([720, 400]);
    await room.shows('login:');
  });

  it('is not disturbed by booting a machine that runs', async () => {
    const client = await room.connect();
    await room.power('boot');
    client.type('still here');
    await room.shows('still here');
  });

  it('is closed while the console is disabled', async () => {
    const client = await room.connect();
    const address = await room.address();
    const { vnc } = (await room.panel.ask('POST', `/servers/${room.serverId}/vnc`, { action: 'disable' })).json.data;
    expect([vnc.port, vnc.enabled]).toEqual([address.port, false]);
    await client.closed();
    await expect(RfbClient.connect(vnc)).rejects.toEqual(refused);
    const again = (await room.panel.ask('POST', `/servers/${room.serverId}/vnc`, { action: 'enable' })).json.data.vnc;
    expect([again.port, again.enabled]).toEqual([address.port, false]);
    await room.connect(again);
  });

  it('is known before the machine runs, and refuses until then', async () => {
    const id = await addServer(room.panel, 2);
    const { vnc } = (await room.panel.ask('GET', `/servers/${id}/vnc`)).json.data;
    await expect(RfbClient.connect(vnc)).rejects.toEqual(refused);
    await room.panel.ask('POST', `/servers/${id}/build`, { operatingSystemId: 10, hostname: 'bsd.example.net' });
    room.panel.sandbox.clock.advance(1);
    await room.panel.ask('GET', '/connect');
    const client = await RfbClient.connect(vnc);
    expect(client.name).toBe('bsd.example.net');
    client.close();
  });

  it('ends with the server, and with the sandbox', async () => {
    const address = await room.address();
    const client = await room.connect();
    await room.panel.ask('DELETE', `/servers/${room.serverId}`);
    room.panel.sandbox.clock.advance(0.2);
    await client.closed();
    const { vnc } = (await room.panel.ask('GET', '/servers/1/vnc')).json.data;
    await room.panel.sandbox.stop();
    for (const gone of [address, vnc]) await expect(RfbClient.connect(gone)).rejects.toEqual(refused);
  });
});

describe('a snapshot', () => {
  it('keeps the port when it is free, and takes another when it is not', async () => {
    const address = await room.address();
    const state = room.panel.sandbox.snapshot();
    const beside = await createSandbox();
    beside.restore(state);
    const elsewhere = await beside.virtfusion.console(room.serverId);
    expect(elsewhere?.port).not.toBe(address.port);
    await beside.stop();

    const client = await room.connect();
    room.panel.sandbox.restore(state);
    await client.closed();
    expect(await room.address()).toEqual(address);
    await room.connect();
  });
});

describe('without consoles', () => {
  it('a server’s console is said to be on its hypervisor, and nothing listens', async () => {
    const quiet = await ConsoleRoom.open({ consoles: false });
    expect(await quiet.address()).toMatchObject({ ip: '10.10.1.11', port: 5901 });
    expect(await quiet.panel.sandbox.virtfusion.console(quiet.serverId)).toBeUndefined();
    expect((await asker(quiet.panel.sandbox.url)('GET', `/_control/rfb/servers/${quiet.serverId}`)).status).toBe(404);
    await quiet.close();
  });
});

describe('faults', () => {
  const fail = (body: unknown) => asker(room.panel.sandbox.url)('POST', `/_control/rfb/servers/${room.serverId}/fault`, body);

  it('refuse: nothing listens, and what is connected stays', async () => {
    const client = await room.connect();
    expect((await fail({ fault: 'refuse' })).status).toBe(204);
    await expect(room.connect()).rejects.toEqual(refused);
    client.type('mine');
    await room.shows('mine');
    expect((await fail({ fault: 'none' })).status).toBe(204);
    await room.connect();
  });

  it('refuse: also before anybody knew the port', async () => {
    await fail({ fault: 'refuse' });
    await expect(room.connect()).rejects.toEqual(refused);
  });

  it('hang: accepts and says nothing', async () => {
    await fail({ fault: 'hang' });
    const { ip, port } = await room.address();
    const { socket, incoming } = await RfbClient.dial(ip, port);
    const silence = new Promise(resolve => setTimeout(() => resolve('silence'), 150));
    const greeting = incoming.read(1);
    greeting.catch(() => undefined);
    expect(await Promise.race([greeting, silence])).toBe('silence');
    socket.destroy();
  });

  it('wrong_password: no password is right', async () => {
    await fail({ fault: 'wrong_password' });
    await expect(room.connect()).rejects.toThrow('Authentication failed');
  });

  it('garbage: speaks something else', async () => {
    await fail({ fault: 'garbage' });
    await expect(room.connect()).rejects.toThrow('It greets with');
  });

  it('drop: after the handshake', async () => {
    await fail({ fault: 'drop' });
    const client = await room.connect();
    await client.closed();
  });

  it('drop: after so many bytes', async () => {
    await fail({ fault: 'drop', afterBytes: 20 });
    const { ip, port } = await room.address();
    const { socket, incoming } = await RfbClient.dial(ip, port);
    expect((await incoming.read(12)).toString('latin1')).toBe('RFB 003.008\n');
    socket.write('RFB 003.008\n');
    await incoming.read(2);
    socket.write(Buffer.of(2));
    expect(await incoming.read(6)).toHaveLength(6);
    await expect(incoming.read(1)).rejects.toThrow('ended');
  });

  it('drop: breaks who is connected already', async () => {
    const client = await room.connect();
    await fail({ fault: 'drop' });
    await client.closed();
  });

  it('survive a reboot and end with a reset of the sandbox', async () => {
    await fail({ fault: 'wrong_password' });
    await room.power('restart');
    await expect(room.connect()).rejects.toThrow('Authentication failed');
    room.panel.sandbox.reset();
    expect(await room.panel.sandbox.virtfusion.console(1)).toMatchObject({ fault: { fault: 'none' } });
  });

  it.each([{}, { fault: 'explode' }, { fault: 'drop', afterBytes: -1 }, { fault: 'drop', afterBytes: 'ten' }])(
    'refuses %j',
    async body => {
      expect((await fail(body)).status).toBe(400);
    },
  );

  it('knows no fault for a server that is not there', async () => {
    expect((await asker(room.panel.sandbox.url)('POST', '/_control/rfb/servers/99/fault', { fault: 'drop' })).status).toBe(404);
  });
});

describe('the control API', () => {
  it('shows the screen, and every server’s console in the list', async () => {
    const control = asker(`${room.panel.sandbox.url}/_control`);
    const client = await room.connect();
    client.type('seen');
    await room.shows('seen');
    const { json } = await control('GET', `/rfb/servers/${room.serverId}`);
    expect(json).toMatchObject({
      ...{ serverId: room.serverId, host: '127.0.0.1', state: 'open', connections: 1, keysReceived: 4 },
      ...{ fault: { fault: 'none' }, resolution: { width: 800, height: 600 } },
    });
    expect(json.lines.at(-1)).toMatch(/login: seen$/);
    const { data } = (await control('GET', '/virtfusion/servers')).json;
    expect(data.map((server: { console: unknown }) => server.console)).toEqual([
      { port: null, state: 'closed', connections: 0, fault: { fault: 'none' } },
      { port: json.port, state: 'open', connections: 1, fault: { fault: 'none' } },
    ]);
  });
});
