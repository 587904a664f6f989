import { EntityManager } from '@mikro-orm/postgresql';
import {
  applyDecorators,
  type CallHandler,
  type ExecutionContext,
  Injectable,
  type NestInterceptor,
  UseInterceptors,
} from '@nestjs/common';
import { ApiHeader } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { createHash } from 'node:crypto';
import { from, lastValueFrom, type Observable } from 'rxjs';
import type { AuthenticatedRequest } from '../access';
import { BadRequestError, ConflictError } from '../errors';

const HEADER = 'idempotency-key';
/** After this long a request that never answered is taken for dead, and its key may be used again. */
const ABANDONED_AFTER_SECONDS = 60;

interface Remembered {
  request_hash: string;
  state: 'running' | 'answered';
  status: number | null;
  response: unknown;
  is_abandoned: boolean;
}

/**
 * Honours `Idempotency-Key`: the first request with a key runs, its repetitions get the same answer, the same key with another
 * body is 409. A refusal is forgotten, so that it can be tried again. Acts keep a second wall of their own (a unique key in
 * the row they make), because a process can die between the act and the answer.
 */
@Injectable()
export class IdempotencyInterceptor implements NestInterceptor {
  constructor(private readonly em: EntityManager) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const http = context.switchToHttp();
    const request = http.getRequest<AuthenticatedRequest>();
    const key = idempotencyKeyOf(request);
    if (key === null) return next.handle();
    return from(
      this.once(request, http.getResponse<FastifyReply>(), key, () => lastValueFrom(next.handle(), { defaultValue: null })),
    );
  }

  private async once(
    request: AuthenticatedRequest,
    reply: FastifyReply,
    key: string,
    run: () => Promise<unknown>,
  ): Promise<unknown> {
    const scope = `${request.user ? `user:${request.user.userId}` : 'guest'} ${request.method} ${request.routeOptions.url ?? request.url}`;
    const hash = createHash('sha256')
      .update(`${request.url}\n${JSON.stringify(request.body ?? null)}`)
      .digest('hex');
    if (!(await this.claim(scope, key, hash))) return this.replay(scope, key, hash, reply);
    try {
      const response = await run();
      await this.em.execute(
        `update idempotent_requests set state = 'answered', status = ?, response = ?::jsonb where scope = ? and key = ?`,
        [reply.statusCode, JSON.stringify(response ?? null), scope, key],
      );
      return response;
    } catch (error) {
      await this.em.execute(`delete from idempotent_requests where scope = ? and key = ? and state = 'running'`, [scope, key]);
      throw error;
    }
  }

  /** True when this request is the first with its key, or takes over from one that died. */
  private async claim(scope: string, key: string, hash: string): Promise<boolean> {
    const rows = await this.em.execute<unknown[]>(
      `insert into idempotent_requests (scope, key, request_hash, state, created_at) values (?, ?, ?, 'running', now())
       on conflict (scope, key) do update set created_at = now()
         where idempotent_requests.state = 'running' and idempotent_requests.request_hash = excluded.request_hash
           and idempotent_requests.created_at < now() - make_interval(secs => ?)
       returning id`,
      [scope, key, hash, ABANDONED_AFTER_SECONDS],
    );
    return rows.length > 0;
  }

  private async replay(scope: string, key: string, hash: string, reply: FastifyReply): Promise<unknown> {
    const [row] = await this.em.execute<Remembered[]>(
      `select request_hash, state, status, response, false as is_abandoned from idempotent_requests where scope = ? and key = ?`,
      [scope, key],
    );
    if (row && row.request_hash !== hash)
      throw new ConflictError('idempotency_key_reused', 'This Idempotency-Key was already used for another request.');
    if (!row || row.state === 'running')
      throw new ConflictError('request_in_progress', 'The first request with this Idempotency-Key is still running.');
    void reply.status(row.status ?? 200).header('idempotency-replayed', 'true');
    return row.response;
  }
}

/** The caller's key, or null; refuses one that could not be stored. */
export function idempotencyKeyOf(request: AuthenticatedRequest): string | null {
  const value = request.headers[HEADER];
  if (value === undefined) return null;
  if (typeof value !== 'string' || !/^[\x21-\x7e]{1,200}$/.test(value))
    throw new BadRequestError('invalid_idempotency_key', 'Idempotency-Key must have 1 to 200 visible ASCII characters.');
  return value;
}

/** Marks a POST that creates or moves something: a repetition with the same `Idempotency-Key` has no second effect. */
export function Idempotent(): MethodDecorator {
  return applyDecorators(
    UseInterceptors(IdempotencyInterceptor),
    ApiHeader({
      name: 'Idempotency-Key',
      required: false,
      description: 'Repeat a request safely: the same key gives the same answer.',
    }),
  );
}
