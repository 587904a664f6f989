import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { ConflictError, ForbiddenError, NotFoundError, type Principal } from '@api/platform';
import { SettingsService } from '@api/settings';
import type { ServerState } from '../server.entity';

/** A server whose console somebody may open, and as whom. */
export interface ConsoleServer {
  readonly id: number;
  readonly userId: number;
  readonly name: string;
  readonly state: ServerState;
  readonly upstreamId: number | null;
  readonly groupId: number;
  readonly isBuilt: boolean;
}

const COLUMNS = `s.id, s.user_id as "userId", s.name, s.state, s.upstream_id as "upstreamId", s.group_id as "groupId", s.step = 'done' as "isBuilt"`;

/** Decides who may open which console: owners, people they let in for a while, and staff, as far as the host's policy goes. */
@Injectable()
export class ConsoleAccess {
  constructor(
    private readonly em: EntityManager,
    private readonly settings: SettingsService,
  ) {}

  /** The caller's own server, or one whose console was shared with them; somebody else's is simply not found. */
  async ofCustomer(userId: number, serverId: number): Promise<ConsoleServer> {
    return this.find(
      `and (s.user_id = ? or exists (select from server_grants g where g.server_id = s.id and g.user_id = ? and g.may_console
         and g.revoked_at is null and g.ends_at > now()))`,
      [serverId, userId, userId],
    );
  }

  /** Only the owner: what changes the console for everybody, or lets others in. */
  async ofOwner(userId: number, serverId: number): Promise<ConsoleServer> {
    return this.find('and s.user_id = ?', [serverId, userId]);
  }

  ofStaff(serverId: number): Promise<ConsoleServer> {
    return this.find('', [serverId]);
  }

  /** What the host's policy says; `nobody` closes consoles to staff as well. */
  mayOpen(asStaff: boolean): boolean {
    const policy = this.settings.get('console.policy');
    return policy === 'owners' || (policy === 'admins' && asStaff);
  }

  requirePolicy(asStaff: boolean): void {
    if (!this.mayOpen(asStaff)) throw new ForbiddenError('console_closed', 'The host does not allow this console.');
  }

  private async find(condition: string, parameters: number[]): Promise<ConsoleServer> {
    const [server] = await this.em.execute<ConsoleServer[]>(
      `select ${COLUMNS} from servers s where s.id = ? and s.deleted_at is null ${condition}`,
      parameters,
    );
    if (!server) throw new NotFoundError('server_not_found', 'There is no such server.');
    return server;
  }
}

/** Refused while the server is not there yet or no longer obeys. */
export function upstreamIdOf({ upstreamId, isBuilt, state }: ConsoleServer): number {
  if (upstreamId === null || !isBuilt || state === 'suspended' || state === 'failed' || state === 'deleted')
    throw new ConflictError('not_ready', `This server is ${state} and cannot be controlled now.`);
  return upstreamId;
}

/** The browser session of a caller; keys cannot open consoles. */
export function sessionOf({ credential }: Principal): number {
  if (credential.kind !== 'session') throw new ForbiddenError('session_required', 'API keys cannot open consoles.');
  return credential.sessionId;
}
