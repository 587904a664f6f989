import { Body, Controller, Delete, Get, HttpCode, Param, Patch } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Allow, CurrentSession, CurrentUser, IdParam, type Principal, type SessionCredential } from '@api/platform';
import { SessionDto, SessionListDto } from '../sessions/session.dto';
import { SessionService } from '../sessions/session.service';
import { AccountService } from './account.service';
import { PersonReader } from './person-reader';
import { UpdateProfileDto, UserDto } from './user.dto';

/** The caller's own account. */
@ApiTags('account')
@Controller('user')
export class UserController {
  constructor(
    private readonly account: AccountService,
    private readonly sessions: SessionService,
    private readonly people: PersonReader,
  ) {}

  /** Tells who is signed in. */
  @Get()
  @Allow('signed-in', { whileSuspended: true })
  async getUser(@CurrentUser() caller: Principal): Promise<UserDto> {
    return this.people.of(await this.account.get(caller.userId), { caller });
  }

  /** Changes the caller's profile; VirtFusion follows by job. A new address waits until it is confirmed. */
  @Patch('profile')
  @Allow('signed-in')
  async updateProfile(@CurrentUser() caller: Principal, @Body() change: UpdateProfileDto): Promise<UserDto> {
    return this.people.of(await this.account.update(caller, change), { caller });
  }

  /** The same as `PATCH /api/user/profile`. */
  @Patch()
  @Allow('signed-in')
  updateUser(@CurrentUser() user: Principal, @Body() dto: UpdateProfileDto): Promise<UserDto> {
    return this.updateProfile(user, dto);
  }

  /** Lists the caller's open sessions. */
  @Get('sessions')
  @Allow('signed-in', { whileSuspended: true })
  async listSessions(
    @CurrentUser() { userId }: Principal,
    @CurrentSession() { sessionId }: SessionCredential,
  ): Promise<SessionListDto> {
    return { data: (await this.sessions.openOf(userId)).map(session => SessionDto.from(session, sessionId)) };
  }

  /** Ends one of the caller's sessions. */
  @Delete('sessions/:id')
  @HttpCode(204)
  @Allow('signed-in', { whileSuspended: true })
  async endSession(@CurrentUser() { userId }: Principal, @Param('id', IdParam) id: number): Promise<void> {
    await this.sessions.end(userId, id, 'ended-by-user');
  }

  /** Ends all of the caller's sessions but this one. */
  @Delete('sessions')
  @HttpCode(204)
  @Allow('signed-in', { whileSuspended: true })
  async endOtherSessions(
    @CurrentUser() { userId }: Principal,
    @CurrentSession() { sessionId }: SessionCredential,
  ): Promise<void> {
    await this.sessions.endOthers(userId, sessionId, 'ended-by-user');
  }
}
