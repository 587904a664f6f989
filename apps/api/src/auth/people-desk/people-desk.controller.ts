import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Allow, CurrentUser, Idempotent, IdParam, type Principal } from '@api/platform';
import { AccountErasure } from '../personal-data/account-erasure';
import { SessionDto, SessionListDto } from '../sessions/session.dto';
import { SessionService } from '../sessions/session.service';
import { PeopleDesk } from './people-desk';
import { EditUserDto, InvitedUserDto, InviteUserDto, UserRoleDto, UserStatusDto, UserTagsDto } from './person.dto';

/** What staff do to accounts. */
@ApiTags('admin: users')
@Controller('admin/users')
export class PeopleDeskController {
  constructor(
    private readonly desk: PeopleDesk,
    private readonly erasure: AccountErasure,
    private readonly sessions: SessionService,
  ) {}

  /** Invites somebody; they choose their password by the link that is mailed to them. */
  @Post()
  @Allow('users.write')
  @Idempotent()
  async inviteUser(@Body() invitation: InviteUserDto, @CurrentUser() caller: Principal): Promise<InvitedUserDto> {
    return { id: await this.desk.invite(invitation, caller) };
  }

  /** Changes a person's name or address. */
  @Patch(':id')
  @HttpCode(204)
  @Allow('users.write', { scope: 'admin:users' })
  async editUser(@Param('id', IdParam) id: number, @Body() change: EditUserDto, @CurrentUser() caller: Principal): Promise<void> {
    await this.desk.edit(id, change, caller);
  }

  /** Deletes an account: the person is anonymised, the ledger is kept. */
  @Delete(':id')
  @HttpCode(204)
  @Allow('users.write', { scope: 'admin:users', stepUp: true })
  async deleteUserByStaff(@Param('id', IdParam) id: number, @CurrentUser() caller: Principal): Promise<void> {
    await this.desk.requireMayChange(id, caller);
    await this.erasure.erase(id);
  }

  /** Suspends an account or lifts the suspension. */
  @Patch(':id/status')
  @HttpCode(204)
  @Allow('users.write', { scope: 'admin:users' })
  async setUserStatus(
    @Param('id', IdParam) id: number,
    @Body() { enabled, reason }: UserStatusDto,
    @CurrentUser() caller: Principal,
  ): Promise<void> {
    await this.desk.setStatus(id, enabled, reason, caller);
  }

  /** Changes what somebody is; their sessions end. */
  @Patch(':id/role')
  @HttpCode(204)
  @Allow('roles.write', { stepUp: true })
  async setUserRole(
    @Param('id', IdParam) id: number,
    @Body() { role }: UserRoleDto,
    @CurrentUser() caller: Principal,
  ): Promise<void> {
    await this.desk.setRole(id, role, caller);
  }

  /** Mails a link that sets a new password. */
  @Post(':id/reset-password')
  @HttpCode(204)
  @Allow('users.write', { stepUp: true })
  async sendUserResetLink(@Param('id', IdParam) id: number, @CurrentUser() caller: Principal): Promise<void> {
    await this.desk.sendResetLink(id, caller);
  }

  /** Replaces a person's tags. */
  @Put(':id/tags')
  @HttpCode(204)
  @Allow('users.write')
  async setUserTags(@Param('id', IdParam) id: number, @Body() { tags }: UserTagsDto): Promise<void> {
    await this.desk.setTags(id, tags);
  }

  /** Lets somebody who typed a wrong password too often try again at once. */
  @Post(':id/unlock')
  @HttpCode(204)
  @Allow('users.write')
  async unlockUser(@Param('id', IdParam) id: number, @CurrentUser() caller: Principal): Promise<void> {
    await this.desk.unlock(id, caller);
  }

  /** Lists a person's open sessions. */
  @Get(':id/sessions')
  @Allow('users.read')
  async listUserSessions(@Param('id', IdParam) id: number): Promise<SessionListDto> {
    await this.desk.requireUser(id);
    return { data: (await this.sessions.openOf(id)).map(session => SessionDto.from(session, 0)) };
  }

  /** Signs a person out everywhere. */
  @Delete(':id/sessions')
  @HttpCode(204)
  @Allow('users.write')
  async endUserSessions(@Param('id', IdParam) id: number, @CurrentUser() caller: Principal): Promise<void> {
    await this.desk.endSessions(id, caller);
  }
}
