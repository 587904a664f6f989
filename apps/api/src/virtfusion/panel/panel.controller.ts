import { Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Allow, CurrentUser, IdParam, type Principal } from '@api/platform';
import { AuditLog } from '@api/audit';
import { PanelPasswordDto, PanelSignInDto } from './panel.dto';
import { PanelAccess } from './panel-access';

/** The way into the platform's own panel. */
@ApiTags('account')
@Controller()
export class PanelController {
  constructor(
    private readonly panel: PanelAccess,
    private readonly audit: AuditLog,
  ) {}

  /** Gives the caller a new password for the panel; it is shown in this answer and never again. */
  @Post('user/virtfusion/password')
  @HttpCode(200)
  @Allow('verified', { stepUp: true })
  async resetVirtfusionPassword(@CurrentUser() { userId }: Principal): Promise<PanelPasswordDto> {
    const password = await this.panel.newPassword(userId);
    await this.audit.record({ action: 'virtfusion.password-generated', target: { kind: 'user', id: userId } });
    return password;
  }

  /** Makes an address that opens the panel, signed in as the caller. */
  @Post('user/virtfusion/sign-in')
  @HttpCode(200)
  @Allow('verified', { ownerOnly: true })
  async signInToVirtfusion(@CurrentUser() { userId }: Principal): Promise<PanelSignInDto> {
    const signIn = await this.panel.signIn(userId);
    await this.audit.record({ action: 'virtfusion.single-sign-on', target: { kind: 'user', id: userId } });
    return signIn;
  }

  /** Gives a person a new password for the panel, to be told to them by another way; it is shown in this answer and never again. */
  @Post('admin/users/:id/virtfusion-password')
  @HttpCode(200)
  @Allow('users.write', { stepUp: true })
  async resetUserVirtfusionPassword(
    @Param('id', IdParam) id: number,
    @CurrentUser() caller: Principal,
  ): Promise<PanelPasswordDto> {
    const password = await this.panel.newPasswordFor(id, caller);
    await this.audit.record({ action: 'virtfusion.password-generated', userId: id, target: { kind: 'user', id } });
    return password;
  }
}
