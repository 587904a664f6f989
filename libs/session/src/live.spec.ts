import { Component, inject } from '@angular/core';
import { TestBed } from '@angular/core/testing';

import { getUser, type UserDto } from '@sky/api-client';
import { FakeApi } from '@sky/api-client/testing';

import { Live } from './live';
import { Session } from './session';

/** A stream the test speaks through. */
class StreamOfTest extends EventTarget {
  static readonly CLOSED = 2;
  static opened: StreamOfTest[] = [];
  readyState = 1;
  onopen?: () => void;
  onerror?: () => void;

  constructor(readonly url: string) {
    super();
    StreamOfTest.opened.push(this);
  }

  close(): void {
    this.readyState = StreamOfTest.CLOSED;
  }

  say(name: string, data: unknown): void {
    this.dispatchEvent(new MessageEvent(name, { data: JSON.stringify(data) }));
  }
}

@Component({ selector: 'session-listener', template: '' })
class Listener {
  readonly heard: unknown[] = [];

  constructor() {
    const live = inject(Live);
    live.on('server', hint => this.heard.push(hint));
    live.on('balance', () => this.heard.push('balance'));
  }
}

async function listen() {
  StreamOfTest.opened = [];
  Object.assign(globalThis, { EventSource: StreamOfTest });
  const user: Partial<UserDto> = { id: 1, role: 'customer' };
  TestBed.configureTestingModule({ providers: [new FakeApi().on(getUser, () => user as UserDto).provide()] });
  await TestBed.inject(Session).load();
  const fixture = TestBed.createComponent(Listener);
  await fixture.whenStable();
  const [stream] = StreamOfTest.opened;
  if (!stream) throw new Error('No stream was opened.');
  return { fixture, stream, heard: fixture.componentInstance.heard };
}

describe(Live.name, () => {
  it('hands hints to those who listen, and to nobody after they are gone', async () => {
    const { fixture, stream, heard } = await listen();

    stream.say('server', { serverId: 7 });
    expect(heard).toEqual([{ serverId: 7 }]);

    fixture.destroy();
    stream.say('server', { serverId: 8 });
    expect(heard).toHaveLength(1);
  });

  it('has everything read again after a gap, but not at the first connection', async () => {
    const { stream, heard } = await listen();

    stream.onopen?.();
    expect(heard).toEqual([]);

    stream.onerror?.();
    stream.onopen?.();
    expect(heard).toEqual([{}, 'balance']);
  });

  it('opens one stream however many listen, and none for a guest', async () => {
    await listen();
    TestBed.createComponent(Listener);
    TestBed.tick();

    expect(StreamOfTest.opened.map(({ url }) => url)).toEqual(['/api/live']);
  });
});
