import { EntityManager, LockMode, UniqueConstraintViolationException } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { type AuditAction, AuditLog } from '@api/audit';
import { Jobs } from '@api/platform';
import { Timeline } from '../timeline/timeline';
import { busy } from './refusal';
import { type ActionKind, ServerAction } from './server-action.entity';

/** Later than any answer: an action without one is looked at then. */
const WATCH_AFTER_SECONDS = 15;
const WATCHES = {
  boot: 'server.watch-action',
  shutdown: 'server.watch-action',
  restart: 'server.watch-action',
  poweroff: 'server.watch-action',
  rebuild: 'server.watch-rebuild',
} as const satisfies Record<ActionKind, string>;

/** How an action is written down. */
export interface ActionRecord {
  readonly action: AuditAction;
  readonly details: Readonly<Record<string, string | number | null>>;
}

/** A server and who owns it. */
interface Owned {
  readonly id: number;
  readonly userId: number;
}

/** Opens actions, keeps their state and has them watched: one open action a server, and none that nobody looks after. */
@Injectable()
export class ActionDesk {
  constructor(
    private readonly em: EntityManager,
    private readonly timeline: Timeline,
    private readonly jobs: Jobs,
    private readonly audit: AuditLog,
  ) {}

  /** The watch begins with the request: a process that dies before the answer leaves an action that somebody looks after. */
  async open(server: Owned, action: ServerAction, record: ActionRecord): Promise<ServerAction> {
    try {
      await this.em.transactional(async em => {
        await em.persist(action).flush();
        await this.jobs.add(WATCHES[action.kind], { actionId: action.id }, { startAfterSeconds: WATCH_AFTER_SECONDS });
        await this.record(server, action, record, 'done');
      });
      return action;
    } catch (error) {
      if (!(error instanceof UniqueConstraintViolationException)) throw error;
      throw busy();
    }
  }

  /** VirtFusion took it, or may have: it is in the timeline and watched from now on. */
  async follow(server: Owned, action: ServerAction, change: (held: ServerAction) => void): Promise<ServerAction> {
    await this.em.transactional(async () => {
      await this.change(action, change);
      await this.timeline.begin(server, action.kind);
      await this.watch(action);
    });
    return action;
  }

  /** Has an action looked at now; each kind has its own watch. Part of the surrounding transaction. */
  watch({ id, kind }: { readonly id: number; readonly kind: ActionKind }): Promise<void> {
    return this.jobs.add(WATCHES[kind], { actionId: id });
  }

  /** VirtFusion said no. */
  async refuse(server: Owned, action: ServerAction, reason: string, record: ActionRecord): Promise<void> {
    await this.em.transactional(async () => {
      await this.change(action, held => held.finish('failed', reason));
      await this.record(server, action, { ...record, details: { ...record.details, reason } }, 'refused');
    });
  }

  /** It stands in the owner's log, whoever did it. */
  private record(
    { id: serverId, userId }: Owned,
    { id, kind }: ServerAction,
    { action, details }: ActionRecord,
    outcome: 'done' | 'refused',
  ): Promise<void> {
    const target = { kind: 'server', id: serverId };
    return this.audit.record({ action, outcome, userId, target, details: { kind, actionId: id, ...details } });
  }

  /** Changes the stored action and the one in hand alike; part of the surrounding transaction. */
  private async change(action: ServerAction, change: (held: ServerAction) => void): Promise<void> {
    const held = await this.em.findOneOrFail(ServerAction, { id: action.id }, { lockMode: LockMode.PESSIMISTIC_WRITE });
    change(held);
    change(action);
    await this.em.flush();
  }
}
