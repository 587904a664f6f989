import { KEYS } from './guest/keysyms';
import { answerTo } from './protocol/vnc-auth';
import { ConsoleRoom } from './testing/console-room';
import { DESKTOP_SIZE, HEXTILE, RAW, RfbClient } from './testing/rfb-client';

const SMALL = { depth: 24, max: [255, 255, 255], shift: [16, 8, 0], isBigEndian: false, bitsPerPixel: 32 } as const;

let room: ConsoleRoom;
beforeEach(async () => {
  room = await ConsoleRoom.open();
});
afterEach(() => room.close());

describe('the handshake', () => {
  it('lets in who has the password, and says the machine’s name and size', async () => {
    const client = await room.connect();
    expect(client.name).toBe(`s${room.serverId}.example.net`);
    expect([client.frame.width, client.frame.height]).toEqual([800, 600]);
    expect(client.serverFormat.toString('hex')).toBe('2018000100ff00ff00ff100800000000');
  });

  it('tells a wrong password why, and ends', async () => {
    await expect(room.connect({ password: 'not-this' })).rejects.toThrow('Authentication failed');
    await expect(room.connect({ password: '' })).rejects.toThrow('Authentication failed');
    expect((await room.report()).connections).toBe(0);
  });

  it('computes what an independent DES computes', () => {
    const challenge = Buffer.from('000102030405060708090a0b0c0d0e0f', 'hex');
    expect(answerTo(challenge, 'secretpw').toString('hex')).toBe('5002a20f40d96c59ec8a26f47ae5688d');
    expect(answerTo(challenge, 'secretpwEXTRA')).toEqual(answerTo(challenge, 'secretpw'));
  });

  it.each([3, 7])('is understood by a client of version 3.%i', async minor => {
    const { ip, port, password } = await room.address();
    const { socket, incoming } = await RfbClient.dial(ip, port);
    await incoming.read(12);
    socket.write(`RFB 003.00${minor}\n`);
    if (minor === 3) expect((await incoming.read(4)).readUInt32BE()).toBe(2);
    else {
      expect([...(await incoming.read(2))]).toEqual([1, 2]);
      socket.write(Buffer.of(2));
    }
    socket.write(answerTo(await incoming.read(16), password));
    expect((await incoming.read(4)).readUInt32BE()).toBe(0);
    socket.write(Buffer.of(0));
    expect((await incoming.read(24)).readUInt16BE(0)).toBe(800);
    socket.destroy();
  });

  it('takes a new password after each switch, and leaves open connections alone', async () => {
    const client = await room.connect();
    const before = await room.address();
    const { vnc } = (await room.panel.ask('POST', `/servers/${room.serverId}/vnc`, { action: 'enable' })).json.data;
    expect([vnc.ip, vnc.port]).toEqual([before.ip, before.port]);
    await expect(RfbClient.connect(before)).rejects.toThrow('Authentication failed');
    await room.connect(vnc);
    client.type('x');
    await room.shows('login: x');
  });
});

describe('pictures', () => {
  const glyphs = (client: RfbClient) => client.frame.lit(0, 0, 800, 592);

  it('are the same in every format and encoding', async () => {
    const client = await room.connect();
    await client.update(false);
    const truth = client.frame.pixels.slice();
    const lit = glyphs(client);
    expect(lit).toBeGreaterThan(1_000);
    expect(new Set(truth)).toContain(0xb0b4ba);

    client.setEncodings(HEXTILE, RAW);
    client.frame.resize(800, 600);
    await client.update(false);
    expectSame(client.frame.pixels, truth);

    client.setFormat({ ...SMALL, isBigEndian: true, shift: [0, 8, 16] });
    await client.update(false);
    expectSame(
      client.frame.pixels,
      truth.map(value => ((value & 255) << 16) | (value & 0xff00) | (value >> 16)),
    );

    for (const encoding of [RAW, HEXTILE]) {
      client.setEncodings(encoding);
      client.setFormat({ bitsPerPixel: 16, depth: 16, isBigEndian: false, max: [31, 63, 31], shift: [11, 5, 0] });
      await client.update(false);
      expectSame(client.frame.pixels, truth.map(to565));
    }
    client.setFormat({ bitsPerPixel: 8, depth: 8, isBigEndian: false, max: [7, 7, 3], shift: [0, 3, 6] });
    await client.update(false);
    expect(glyphs(client)).toBe(lit);
  });

  it('come only when they are asked for, and then only what changed', async () => {
    const client = await room.connect();
    client.setEncodings(RAW);
    await client.update(false);
    client.ask(true);
    client.ask(true);
    client.type('ab');
    await room.shows('login: ab');
    const areas = await client.readUpdate();
    expect(areas.every(([, , width = 0, height]) => width <= 4 * 8 && height === 16)).toBe(true);
    client.type('c');
    await room.shows('login: abc');
    expect(client.socket.readableLength).toBe(0);
    expect(await client.update(true)).toHaveLength(1);
  });

  it('hold what was left out when only a part was asked for', async () => {
    const [client, whole] = [await room.connect(), await room.connect()];
    client.setEncodings(HEXTILE);
    await client.update(false, [100, 5, 33, 50]);
    await client.update(true);
    await whole.update(false);
    expectSame(client.frame.pixels, whole.frame.pixels);
  });

  it('answers an area that is not there with nothing', async () => {
    expect(await (await room.connect()).update(false, [5000, 5000, 10, 10])).toEqual([]);
  });
});

describe('the guest', () => {
  it('takes a login, keeps the password to itself, and answers commands', async () => {
    const client = await room.connect();
    await client.update(false);
    const before = client.frame.lit(0, 0, 800, 592);
    client.type('root\n');
    await room.shows('Password:');
    client.type('hunter2\n');
    await room.shows(':~#');
    client.type('echo grüße aus ŵales, 1 + 1\nhostname\nwhoami\nuptime\nnosuch\n');
    const text = await room.shows('nosuch: command not found');
    expect(text).not.toContain('hunter2');
    expect(text).toContain('\ngrüße aus ŵales, 1 + 1\n');
    expect(text).toContain(`whoami\nroot\n`);
    expect(text).toMatch(/\nup 1:\d\d, 1 user\n/);
    await client.update(false);
    expect(client.frame.lit(0, 0, 800, 592)).toBeGreaterThan(before + 5_000);
    client.type('clear\n');
    await client.update(true);
    expect((await room.report()).lines).toEqual([expect.stringMatching(/^root@s\d+:~#$/)]);
    client.type('exit\n');
    await room.shows('login:');
  });

  it('knows Backspace, Ctrl-C, Ctrl-U, the number pad and held keys', async () => {
    const client = await room.connect();
    client.type('rooty');
    client.press(KEYS.backspace);
    client.press(KEYS.control, 'c'.charCodeAt(0));
    expect(await room.shows('^C')).toMatch(/login: root\^C\n\S+ login:$/);
    client.type('wrong');
    client.press(KEYS.control, 'u'.charCodeAt(0));
    client.press(0xffb4);
    client.press(0xffb2);
    client.press(KEYS.shift);
    client.type('\n');
    expect(await room.shows('Password:')).toMatch(/login: 42\nPassword:$/);
    expect((await room.report()).keysReceived).toBe(5 + 1 + 2 + 5 + 2 + 2 + 1 + 1);
  });

  it('scrolls, and shows every viewer the same', async () => {
    const [one, other] = [await room.connect(), await room.connect()];
    other.setEncodings(HEXTILE);
    await other.update(false);
    one.type('\n'.repeat(40));
    one.type('root');
    const text = await room.shows('login: root');
    expect(text.split('\n')).toHaveLength(37);
    await one.update(false);
    await other.update(true);
    expectSame(other.frame.pixels, one.frame.pixels);
    expect((await room.report()).connections).toBe(2);
  });

  it('boots again at Ctrl-Alt-Del, in both resolutions, with the connection open', async () => {
    const client = await room.connect();
    client.setEncodings(HEXTILE, RAW, DESKTOP_SIZE);
    await client.update(false);
    client.pressCtrlAltDel();
    await room.shows('Virtual machine firmware');
    expect(await client.update(true)).toEqual([[0, 0, 720, 400]]);
    await client.update(false);
    expect([client.frame.width, client.frame.lit(0, 0, 720, 400) > 100]).toEqual([720, true]);
    expect(await client.update(true).then(() => room.report())).toMatchObject({ resolution: { width: expect.any(Number) } });
    const text = await room.shows('login:');
    expect(text).toContain('waking up for Debian 12 (Bookworm)');
    expect(text).toContain(`this machine is s${room.serverId}.example.net`);
    while (client.frame.width !== 800) await client.update(true);
  });

  it('keeps its size for a client that cannot change it', async () => {
    const client = await room.connect();
    await client.update(false);
    client.pressCtrlAltDel();
    await room.shows('Virtual machine firmware');
    expect(await client.update(true)).toEqual([[0, 0, 800, 600]]);
    expect([client.frame.width, client.frame.lit(720, 0, 80, 600)]).toEqual([800, 0]);
  });
});

/** Jest compares half a million numbers one by one, which takes seconds. */
function expectSame(one: Uint32Array, other: Uint32Array): void {
  expect(one.findIndex((value, index) => value !== other[index])).toBe(-1);
  expect(one).toHaveLength(other.length);
}

function to565(value: number): number {
  const part = (shift: number, max: number) => Math.round((((value >> shift) & 255) * max) / 255);
  return (part(16, 31) << 11) | (part(8, 63) << 5) | part(0, 31);
}
