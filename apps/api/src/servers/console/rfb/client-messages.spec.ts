import { ClientMessages } from './client-messages';

const CLIENT_INIT = Buffer.from([0]);
const SHARED = Buffer.from([1]);
const UPDATE_REQUEST = Buffer.from([3, 1, 0, 0, 0, 0, 4, 0, 3, 0]);
const KEY = Buffer.from([4, 1, 0, 0, 0, 0, 0, 97]);
const POINTER = Buffer.from([5, 0, 0, 10, 0, 10]);
const CUT = Buffer.from([6, 0, 0, 0, 0, 0, 0, 2, 104, 105]);
const ENCODINGS = Buffer.from([2, 0, 0, 1, 0, 0, 0, 0]);

const forwarded = (messages: ClientMessages, ...chunks: Buffer[]) =>
  Buffer.concat(chunks.flatMap(chunk => [...messages.take(chunk).forward]));

describe(ClientMessages, () => {
  it('lets everything through for somebody who may act, and always shares the screen', () => {
    const all = [ENCODINGS, UPDATE_REQUEST, KEY, POINTER, CUT];
    expect(forwarded(new ClientMessages(false), CLIENT_INIT, ...all)).toEqual(Buffer.concat([SHARED, ...all]));
  });

  it('lets a viewer look and not act, however the bytes are cut', () => {
    const bytes = Buffer.concat([CLIENT_INIT, ENCODINGS, KEY, UPDATE_REQUEST, CUT, POINTER, UPDATE_REQUEST, KEY]);
    const seen = Buffer.concat([SHARED, ENCODINGS, UPDATE_REQUEST, UPDATE_REQUEST]);
    expect(forwarded(new ClientMessages(true), bytes)).toEqual(seen);
    const single = new ClientMessages(true);
    expect(forwarded(single, ...[...bytes].map(byte => Buffer.from([byte])))).toEqual(seen);
  });

  it('knows typing from looking', () => {
    const messages = new ClientMessages(false);
    expect(messages.take(Buffer.concat([CLIENT_INIT, UPDATE_REQUEST])).hasInput).toBe(false);
    expect(messages.take(UPDATE_REQUEST).hasInput).toBe(false);
    expect(messages.take(KEY).hasInput).toBe(true);
  });

  it.each([
    ['a pasted text with an extended length', Buffer.concat([Buffer.from([6, 0, 0, 0, 255, 255, 255, 254]), Buffer.from('hi')])],
    ['a key of QEMU', Buffer.from([255, 0, 0, 1, 0, 0, 0, 97, 0, 0, 0, 30])],
    ['a new size of the desktop', Buffer.concat([Buffer.from([251, 0, 4, 0, 3, 0, 1, 0]), Buffer.alloc(16)])],
    ['a power key', Buffer.from([250, 0, 1, 2])],
  ])('keeps %s from a viewer and finds the next message', (_what, act) => {
    const messages = new ClientMessages(true);
    expect(forwarded(messages, CLIENT_INIT, act, UPDATE_REQUEST)).toEqual(Buffer.concat([SHARED, UPDATE_REQUEST]));
  });

  it('refuses a viewer whom it cannot understand, and stops judging somebody who may act', () => {
    const unknown = Buffer.from([99, 1, 2, 3]);
    const viewer = new ClientMessages(true);
    viewer.take(CLIENT_INIT);
    expect(() => viewer.take(unknown)).toThrow('not known');
    const owner = new ClientMessages(false);
    owner.take(CLIENT_INIT);
    expect(forwarded(owner, unknown, KEY)).toEqual(Buffer.concat([unknown, KEY]));
  });

  it('refuses a viewer whose message would not end', () => {
    const viewer = new ClientMessages(true);
    viewer.take(CLIENT_INIT);
    expect(() => viewer.take(Buffer.from([6, 0, 0, 0, 127, 255, 255, 255]))).toThrow('not known');
  });
});
