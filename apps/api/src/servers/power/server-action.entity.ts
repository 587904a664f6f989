import { defineEntity, p } from '@mikro-orm/postgresql';
import { POWER_ACTIONS, type PowerAction } from '@sky/integrations/virtfusion';

export { POWER_ACTIONS, type PowerAction };
/** Everything that is done to a server, takes VirtFusion a while, and is done alone. */
export const ACTION_KINDS = [...POWER_ACTIONS, 'rebuild'] as const;
export type ActionKind = (typeof ACTION_KINDS)[number];
export const ACTION_STATES = ['requested', 'running', 'done', 'failed', 'unknown'] as const;
export type ActionState = (typeof ACTION_STATES)[number];

export const ServerActionSchema = defineEntity({
  name: 'ServerAction',
  tableName: 'server_actions',
  properties: {
    id: p.integer().primary(),
    serverId: p.integer(),
    /** Who asked for it. */
    userId: p.integer(),
    kind: p.string().$type<ActionKind>(),
    state: p.string().$type<ActionState>(),
    /** What exactly was asked for, and what the server was like before; each kind has its own form. */
    wish: p.json().$type<object>(),
    /** VirtFusion's queue item, once it accepted. */
    queueId: p.integer().nullable(),
    /** 0 to 100, as VirtFusion says. */
    progress: p.integer().nullable(),
    message: p.string().nullable(),
    startedAt: p.datetime(),
    finishedAt: p.datetime().nullable(),
  },
});

/** Something done to a server that takes VirtFusion a while. The database allows one open action a server. */
export class ServerAction extends ServerActionSchema.class {
  static request(serverId: number, userId: number, kind: ActionKind, wish: object = {}): ServerAction {
    return Object.assign(new ServerAction(), {
      serverId,
      userId,
      kind,
      wish,
      state: 'requested',
      queueId: null,
      progress: null,
      message: null,
      startedAt: new Date(),
      finishedAt: null,
    });
  }

  get isOpen(): boolean {
    return this.finishedAt === null;
  }

  /** With the item of VirtFusion's queue, where it tells one; only an item has a progress. */
  accepted(queueId: number | null): void {
    Object.assign(this, { state: 'running', queueId, progress: queueId === null ? null : 0, message: null });
  }

  /** The answer was lost: it may be under way. */
  doubt(): void {
    Object.assign(this, { state: 'unknown', message: 'VirtFusion did not confirm; we are looking.' });
  }

  finish(state: 'done' | 'failed', message: string | null = null): void {
    Object.assign(this, { state, message, finishedAt: new Date(), progress: state === 'done' ? 100 : this.progress });
  }
}
ServerActionSchema.setClass(ServerAction);
