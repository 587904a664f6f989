import { Injectable } from '@nestjs/common';
import { UpstreamError } from '@sky/integrations/upstream';
import { type PanelSignIn, VirtFusion } from '@sky/integrations/virtfusion';
import { AuditLog } from '@api/audit';
import { refusalOf } from '../power/refusal';
import { ServerFinder } from '../reading/server-finder';

/** Somebody waits in front of the page. */
const LONGEST_WAIT_MS = 8_000;

/** Opens VirtFusion's own panel at a server, signed in as its owner. The address is a key to it: told once, written down nowhere. */
@Injectable()
export class ServerPanel {
  constructor(
    private readonly virtfusion: VirtFusion,
    private readonly servers: ServerFinder,
    private readonly audit: AuditLog,
  ) {}

  /** Never repeated by itself: each call makes another key. */
  async signIn(userId: number, serverId: number): Promise<PanelSignIn> {
    const { upstreamId } = await this.servers.ready(userId, serverId);
    const signIn = await this.virtfusion
      .within(LONGEST_WAIT_MS)
      .signUserInToServer(userId, upstreamId)
      .catch((error: unknown) => {
        throw error instanceof UpstreamError ? refusalOf(error) : error;
      });
    await this.audit.record({ action: 'virtfusion.single-sign-on', userId, target: { kind: 'server', id: serverId } });
    return signIn;
  }
}
