import { Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Allow, CurrentUser, IdParam, type Principal } from '@api/platform';
import { ServerPanel } from './server-panel';
import { ServerPanelSignInDto } from './server-panel.dto';

/** The way from a server into the platform's own panel. */
@ApiTags('servers')
@Controller('user/servers/:id')
export class ServerPanelController {
  constructor(private readonly panel: ServerPanel) {}

  /** Makes an address that opens the panel at this server, signed in as its owner. */
  @Post('panel-sign-in')
  @HttpCode(200)
  @Allow('verified', { ownerOnly: true })
  async signInToServerPanel(
    @CurrentUser() { userId }: Principal,
    @Param('id', IdParam) id: number,
  ): Promise<ServerPanelSignInDto> {
    const { url, expiresAt } = await this.panel.signIn(userId, id);
    return { url, expiresAt };
  }
}
