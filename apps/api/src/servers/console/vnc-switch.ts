import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { UpstreamBusy, UpstreamError } from '@sky/integrations/upstream';
import { VirtFusion, type VncAccess } from '@sky/integrations/virtfusion';
import { AuditLog } from '@api/audit';
import { ConflictError, UnavailableError } from '@api/platform';
import { type ConsoleServer, upstreamIdOf } from './console-access';

const ASK_MS = 2_000;
const SWITCH_MS = 8_000;

/** What is known of a server's VNC, without asking. */
export interface VncState {
  /** What we told VirtFusion last, and before that whether it reported a port; null: neither is known. */
  readonly isEnabled: boolean | null;
  readonly hypervisor: string | null;
  readonly port: number | null;
  /** When VirtFusion last told us about the server. */
  readonly observedAt: Date | null;
}

/** Turns a server's VNC on and off. VirtFusion 7.0 always answers that it is off, so what we sent last is believed before it. */
@Injectable()
export class VncSwitch {
  constructor(
    private readonly em: EntityManager,
    private readonly virtfusion: VirtFusion,
    private readonly audit: AuditLog,
  ) {}

  /** Reads what is remembered; asks nobody, changes nothing. */
  async state({ id }: ConsoleServer): Promise<VncState> {
    const [row] = await this.em.execute<VncState[]>(
      `select coalesce(vnc_enabled, vnc_port is not null or null) as "isEnabled", hypervisor_name as hypervisor, vnc_port as port,
         observed_at as "observedAt" from servers where id = ?`,
      [id],
    );
    return row ?? { isEnabled: null, hypervisor: null, port: null, observedAt: null };
  }

  /** Idempotent: sent again it changes nothing but the password, which nobody has. */
  async set(server: ConsoleServer, isEnabled: boolean): Promise<VncState> {
    const { port } = await this.send(server, isEnabled);
    await this.em.transactional(async em => {
      await em.execute('update servers set vnc_enabled = ?, vnc_port = coalesce(?, vnc_port) where id = ?', [
        isEnabled,
        port,
        server.id,
      ]);
      await this.audit.record({
        action: isEnabled ? 'console.enabled' : 'console.disabled',
        userId: server.userId,
        target: { kind: 'server', id: server.id },
      });
    });
    return this.state(server);
  }

  /** Host, port and password, for staff who need a viewer of their own. Written down before they are shown. */
  async reveal(server: ConsoleServer): Promise<{ host: string | null; port: number | null; password: string | null }> {
    const access = await this.ask(server);
    if (access === null) throw new UnavailableError('virtfusion_unavailable', 'The platform does not answer at the moment.');
    await this.audit.record({
      action: 'console.credentials-shown',
      userId: server.userId,
      target: { kind: 'server', id: server.id },
    });
    return { host: access.host, port: access.port, password: access.password };
  }

  private async ask(server: ConsoleServer): Promise<VncAccess | null> {
    const upstreamId = upstreamIdOf(server);
    try {
      return await this.virtfusion.forGroup(server.groupId).within(ASK_MS).vnc(upstreamId);
    } catch (error) {
      if (error instanceof UpstreamError) return null;
      throw error;
    }
  }

  private async send(server: ConsoleServer, isEnabled: boolean): Promise<VncAccess> {
    const upstreamId = upstreamIdOf(server);
    try {
      return await this.virtfusion.forGroup(server.groupId).within(SWITCH_MS).setVnc(upstreamId, isEnabled);
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
