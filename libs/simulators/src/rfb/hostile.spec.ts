import { randomBytes } from 'node:crypto';
import { ConsoleRoom } from './testing/console-room';
import { RfbClient } from './testing/rfb-client';

let room: ConsoleRoom;
beforeAll(async () => {
  room = await ConsoleRoom.open();
});
afterAll(() => room.close());

/** After whatever was sent, others must still be served. */
async function expectService(): Promise<void> {
  const client = await room.connect();
  await client.update(false);
  client.close();
}

const message = (type: number, length: number, at: number, size: 2 | 4, value: number) => {
  const bytes = Buffer.alloc(length);
  bytes.writeUInt8(type);
  if (size === 2) bytes.writeUInt16BE(value, at);
  else bytes.writeInt32BE(value, at);
  return bytes;
};

describe('a console', () => {
  it.each([
    ['another protocol', Buffer.from('GET / HTTP/1.1\r\nHost: x\r\n\r\n')],
    ['noise', randomBytes(100_000)],
    ['a version nobody has', Buffer.from('RFB 009.999\n')],
    ['a security type that was not offered', Buffer.from('RFB 003.008\n\x01')],
  ])('closes on %s instead of a handshake', async (_what, bytes) => {
    const { ip, port } = await room.address();
    const { socket } = await RfbClient.dial(ip, port);
    const closed = new Promise(resolve => socket.once('close', resolve));
    socket.write(bytes);
    await closed;
    await expectService();
  });

  it.each([
    ['a message that does not exist', Buffer.of(77)],
    ['too many encodings', message(2, 4, 2, 2, 60_000)],
    ['a clipboard of a gigabyte', message(6, 8, 4, 4, 2 ** 30)],
    ['an extended clipboard of two gigabytes', message(6, 8, 4, 4, -(2 ** 31))],
    ['a colour map', Buffer.concat([Buffer.alloc(4), Buffer.from([8, 8, 0, 0]), Buffer.alloc(12)])],
    ['shifts beyond the pixel', Buffer.concat([Buffer.alloc(4), Buffer.from('2018000100ff00ff00ff200800000000', 'hex')])],
    ['24 bits a pixel', Buffer.concat([Buffer.alloc(4), Buffer.from('1818000100ff00ff00ff100800000000', 'hex')])],
  ])('closes on %s', async (_what, bytes) => {
    const client = await room.connect();
    client.socket.write(bytes);
    await client.closed();
    await expectService();
  });

  it('reads clipboards of both kinds and goes on', async () => {
    const client = await room.connect();
    client.socket.write(Buffer.concat([message(6, 8, 4, 4, 5), Buffer.from('hello')]));
    client.socket.write(Buffer.concat([message(6, 8, 4, 4, -200_000), randomBytes(200_000)]));
    client.socket.write(Buffer.concat([message(6, 8, 4, 4, 5), Buffer.from('again')]));
    await client.update(false);
    expect((await room.report()).clipboard).toBe('again');
    client.socket.write(Buffer.of(5, 1, 0, 10, 0, 10));
    client.socket.write(Buffer.of(4, 1, 0, 0, 0xff, 0xff, 0xff, 0xff, 4, 1, 0, 0, 1, 0x11, 0, 0));
    await client.update(false);
    expect((await room.report()).pointerEvents).toBe(1);
    client.close();
  });

  it('does not pile up pictures for a client that asks and never reads', async () => {
    const client = await room.connect();
    client.socket.pause();
    for (let asked = 0; asked < 500; asked += 1) client.ask(false);
    client.type('waiting');
    await room.shows('waiting');
    const fed = await room.connect();
    await fed.update(false);
    expect((await room.report()).connections).toBe(2);
    client.close();
    fed.close();
  });

  it('survives noise of every kind after the handshake', async () => {
    for (let round = 0; round < 30; round += 1) {
      const client = await room.connect();
      client.socket.on('data', () => undefined).write(Buffer.concat([Buffer.of(round % 8), randomBytes(4_000)]));
      client.socket.end();
      await client.closed();
    }
    await expectService();
  });
});
