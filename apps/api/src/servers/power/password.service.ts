import { Injectable } from '@nestjs/common';
import { UpstreamBusy, UpstreamError } from '@sky/integrations/upstream';
import { VirtFusion } from '@sky/integrations/virtfusion';
import { AuditLog } from '@api/audit';
import { ConflictError, UnavailableError } from '@api/platform';
import { CatalogueReader } from '@api/virtfusion';
import { ServerFinder } from '../reading/server-finder';
import { Timeline } from '../timeline/timeline';

/** A password that VirtFusion made up; shown once, stored and mailed nowhere. */
export interface NewPassword {
  readonly username: 'root' | 'Administrator';
  readonly password: string;
}

/** Gives a server's administrator a new password. */
@Injectable()
export class PasswordService {
  constructor(
    private readonly virtfusion: VirtFusion,
    private readonly servers: ServerFinder,
    private readonly catalogue: CatalogueReader,
    private readonly timeline: Timeline,
    private readonly audit: AuditLog,
  ) {}

  async reset(userId: number, serverId: number): Promise<NewPassword> {
    const server = await this.servers.ready(userId, serverId);
    const templates = await this.catalogue.templates(server.packageId);
    const isWindows = templates.some(({ id, kind }) => id === server.templateId && kind === 'windows');
    const username = isWindows ? 'Administrator' : 'root';
    try {
      const { expectedPassword } = await this.virtfusion
        .forGroup(server.groupId)
        .resetServerPassword(server.upstreamId, username);
      await this.timeline.note(server, 'password-reset');
      await this.audit.record({
        action: 'server.password-reset',
        userId,
        target: { kind: 'server', id: serverId },
        details: { account: username },
      });
      return { username, password: expectedPassword };
    } catch (error) {
      if (!(error instanceof UpstreamError)) throw error;
      if (error instanceof UpstreamBusy)
        throw new ConflictError('server_busy', 'This server is busy with something else. Wait until it is done.');
      if (error.outcome === 'refused')
        throw new ConflictError('refused_by_virtfusion', `The platform refused this: ${error.reason}`);
      throw new UnavailableError(
        'virtfusion_unavailable',
        'The platform does not answer. If the password changed, reset it once more to see it.',
      );
    }
  }
}
