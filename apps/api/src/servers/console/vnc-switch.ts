import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { UpstreamBusy, UpstreamError } from '@sky/integrations/upstream';
import { VirtFusion, type VncAccess } from '@sky/integrations/virtfusion';
import { AuditLog } from '@api/audit';
import { ConflictError, UnavailableError } from '@api/platform';
import { type ConsoleServer, upstreamIdOf } from './console-access';

const ASK_MS = 2_000;
const SWITCH_MS = 8_000;

/** What is known of a server's VNC: what VirtFusion says now, and what we told it last. */
export interface VncState {
  /** Null: nobody switched it here and VirtFusion did not answer. */
  readonly isEnabled: boolean | null;
  readonly host: string | null;
  readonly port: number | null;
  /** False while VirtFusion does not answer; the rest is then what is remembered. */
  readonly isCurrent: boolean;
}

/** Turns a server's VNC on and off. VirtFusion 7.0 always answers that it is off, so what we sent last is believed before it. */
@Injectable()
export class VncSwitch {
  constructor(
    private readonly em: EntityManager,
    private readonly virtfusion: VirtFusion,
    private readonly audit: AuditLog,
  ) {}

  /** Reads; changes nothing. */
  async state(server: ConsoleServer): Promise<VncState> {
    const [row] = await this.em.execute<{ enabled: boolean | null }[]>(
      'select vnc_enabled as enabled from servers where id = ?',
      [server.id],
    );
    const told = row?.enabled ?? null;
    const access = server.upstreamId === null ? null : await this.ask(server.upstreamId);
    if (access === null) return { isEnabled: told, host: null, port: null, isCurrent: false };
    return { isEnabled: told ?? (access.enabled || access.port !== null), host: access.host, port: access.port, isCurrent: true };
  }

  /** Idempotent: sent again it changes nothing but the password, which nobody has. */
  async set(server: ConsoleServer, isEnabled: boolean): Promise<VncState> {
    const access = await this.send(upstreamIdOf(server), isEnabled);
    await this.em.transactional(async em => {
      await em.execute('update servers set vnc_enabled = ? where id = ?', [isEnabled, server.id]);
      await this.audit.record({
        action: isEnabled ? 'console.enabled' : 'console.disabled',
        userId: server.userId,
        target: { kind: 'server', id: server.id },
      });
    });
    return { isEnabled, host: access.host, port: access.port, isCurrent: true };
  }

  /** Host, port and password, for staff who need a viewer of their own. Written down before they are shown. */
  async reveal(server: ConsoleServer): Promise<{ host: string | null; port: number | null; password: string | null }> {
    const access = await this.ask(upstreamIdOf(server));
    if (access === null) throw new UnavailableError('virtfusion_unavailable', 'The platform does not answer at the moment.');
    await this.audit.record({
      action: 'console.credentials-shown',
      userId: server.userId,
      target: { kind: 'server', id: server.id },
    });
    return { host: access.host, port: access.port, password: access.password };
  }

  private async ask(upstreamId: number): Promise<VncAccess | null> {
    try {
      return await this.virtfusion.within(ASK_MS).vnc(upstreamId);
    } catch (error) {
      if (error instanceof UpstreamError) return null;
      throw error;
    }
  }

  private async send(upstreamId: number, isEnabled: boolean): Promise<VncAccess> {
    try {
      return await this.virtfusion.within(SWITCH_MS).setVnc(upstreamId, isEnabled);
    } catch (error) {
      if (!(error instanceof UpstreamError)) throw error;
      if (error instanceof UpstreamBusy)
        throw new ConflictError('server_busy', 'This server is busy with something else. Wait until it is done.');
      if (error.outcome === 'refused')
        throw new ConflictError('refused_by_virtfusion', `The platform refused this: ${error.reason}`);
      throw new UnavailableError(
        'virtfusion_unavailable',
        'The platform does not answer. Try again in a minute; nothing is lost by it.',
      );
    }
  }
}
