import { Controller, Get, Req, Res } from '@nestjs/common';
import { ApiExcludeEndpoint } from '@nestjs/swagger';
import { SkipThrottle } from '@nestjs/throttler';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { delay, filter, interval, map, merge, takeUntil } from 'rxjs';
import { Allow, CurrentSession, CurrentUser, type Principal, type SessionCredential } from '../access';
import { mayHear } from './hearing';
import { LiveHub } from './live-hub';

const PING_EVERY_MS = 20_000;
/** A page reconnects by itself; the end of a stream is where its session is checked again. */
const LONGEST_STREAM_MS = 10 * 60_000;

/** One stream of server-sent events for each open page. */
@Controller('live')
export class LiveController {
  constructor(private readonly hub: LiveHub) {}

  /** Streams hints about what changed for the caller. */
  @Get()
  @Allow('signed-in', { whileSuspended: true })
  @SkipThrottle()
  @ApiExcludeEndpoint()
  openLiveStream(
    @CurrentUser() user: Principal,
    @CurrentSession() { sessionId }: SessionCredential,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): void {
    reply.hijack();
    reply.raw.writeHead(200, {
      ...(reply.getHeaders() as Record<string, string>),
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store, no-transform',
      'x-accel-buffering': 'no',
    });
    reply.raw.write('retry: 2000\n: open\n\n');
    const isStaff = user.permissions.size > 0;
    const ended = this.hub.events.pipe(filter(event => event.type === 'session-ended' && event.data['sessionId'] === sessionId));
    // What staff hear depends on their standing and on what their role may do: the page connects again and is judged anew.
    const changed = this.hub.events.pipe(
      filter(({ type, userId }) => isStaff && (type === 'roles-changed' || (type === 'user' && userId === user.userId))),
      delay(0),
    );
    const news = this.hub.events.pipe(
      filter(event => mayHear(user, event)),
      map(event => `event: ${event.type}\ndata: ${JSON.stringify(event.data)}\n\n`),
    );
    const stream = merge(news, interval(PING_EVERY_MS).pipe(map(() => ': ping\n\n')))
      .pipe(takeUntil(merge(ended, changed)))
      .subscribe({ next: text => reply.raw.write(text), complete: () => reply.raw.end() });
    const longest = setTimeout(() => reply.raw.end(), LONGEST_STREAM_MS).unref();
    request.raw.once('close', () => {
      stream.unsubscribe();
      clearTimeout(longest);
    });
  }
}
