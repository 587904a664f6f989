import { IncomingBytes } from './incoming-bytes';

describe(IncomingBytes, () => {
  it('gives portions however the bytes arrive, and the rest at the end', async () => {
    const bytes = new IncomingBytes();
    const first = bytes.read(3);
    bytes.push(Buffer.from('a'));
    bytes.push(Buffer.from('bcdef'));
    expect((await first).toString()).toBe('abc');
    expect((await bytes.read(2)).toString()).toBe('de');
    expect(bytes.takeRest().toString()).toBe('f');
  });

  it('tells who waits that no more will come, after what had come', async () => {
    const bytes = new IncomingBytes();
    bytes.push(Buffer.from('ab'));
    bytes.fail(new Error('closed'));
    expect((await bytes.read(2)).toString()).toBe('ab');
    await expect(bytes.read(1)).rejects.toThrow('closed');
  });

  it('does not hold more than a handshake has', async () => {
    const bytes = new IncomingBytes(10);
    const waiting = bytes.read(100);
    bytes.push(Buffer.alloc(11));
    await expect(waiting).rejects.toThrow('more bytes');
  });
});
