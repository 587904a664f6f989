import { Body, Controller, Delete, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Allow, CurrentUser, IdParam, pageOf, PageQuery, Pagination, type Principal } from '@api/platform';
import { ConsoleAccess } from './console-access';
import { ConsoleDoors, OWNER } from './console-doors';
import {
  ConsoleShareDto,
  ConsoleShareListDto,
  ConsoleStateDto,
  ConsoleVisitDto,
  ConsoleVisitPageDto,
  ConsoleWayDto,
  NewConsoleShareDto,
  ShareConsoleDto,
} from './console.dto';
import { ConsoleLog } from './sessions/console-log';
import { ConsoleShares } from './sharing';
import { VncSwitch } from './vnc-switch';

/** The console of the caller's server. */
@ApiTags('console')
@Controller('user/servers/:id/vnc')
export class ConsoleController {
  constructor(
    private readonly access: ConsoleAccess,
    private readonly doors: ConsoleDoors,
    private readonly vnc: VncSwitch,
    private readonly log: ConsoleLog,
    private readonly shares: ConsoleShares,
  ) {}

  /** Tells whether the console is on; changes nothing. */
  @Get()
  @Allow('verified')
  async getConsole(@CurrentUser() { userId }: Principal, @Param('id', IdParam) id: number): Promise<ConsoleStateDto> {
    return ConsoleStateDto.from(await this.vnc.state(await this.access.ofCustomer(userId, id)), this.access.mayOpen(false));
  }

  /** Turns the console on. */
  @Post('enable')
  @HttpCode(200)
  @Allow('verified')
  async enableConsole(@CurrentUser() { userId }: Principal, @Param('id', IdParam) id: number): Promise<ConsoleStateDto> {
    const server = await this.access.ofOwner(userId, id);
    this.access.requirePolicy(false);
    return ConsoleStateDto.from(await this.vnc.set(server, true), true);
  }

  /** Turns the console off. */
  @Post('disable')
  @HttpCode(200)
  @Allow('verified')
  async disableConsole(@CurrentUser() { userId }: Principal, @Param('id', IdParam) id: number): Promise<ConsoleStateDto> {
    const server = await this.access.ofOwner(userId, id);
    this.access.requirePolicy(false);
    return ConsoleStateDto.from(await this.vnc.set(server, false), true);
  }

  /** Checks the console step by step and gives a ticket for it, or the cause why it cannot be opened. */
  @Post('session')
  @HttpCode(200)
  @Allow('verified')
  async openConsole(@CurrentUser() caller: Principal, @Param('id', IdParam) id: number): Promise<ConsoleWayDto> {
    return ConsoleWayDto.from(await this.doors.ask(await this.access.ofCustomer(caller.userId, id), caller, OWNER));
  }

  /** Lists who opened the console, or tried to, newest first. */
  @Get('sessions')
  @Allow('verified')
  async listConsoleVisits(
    @CurrentUser() { userId }: Principal,
    @Param('id', IdParam) id: number,
    @Query() query: PageQuery,
  ): Promise<ConsoleVisitPageDto> {
    const { id: serverId } = await this.access.ofOwner(userId, id);
    const page = pageOf(query);
    const { rows, total } = await this.log.page({ serverId }, page);
    return { data: rows.map(ConsoleVisitDto.from), pagination: Pagination.of(page, total) };
  }

  /** Closes a console that somebody has open on this server. */
  @Delete('sessions/:consoleId')
  @HttpCode(204)
  @Allow('verified')
  async closeConsole(
    @CurrentUser() { userId }: Principal,
    @Param('id', IdParam) id: number,
    @Param('consoleId', IdParam) consoleId: number,
  ): Promise<void> {
    const { id: serverId } = await this.access.ofOwner(userId, id);
    await this.log.close(consoleId, 'closed-by-owner', serverId);
  }

  /** Lists the links by which others may look. */
  @Get('shares')
  @Allow('verified')
  async listConsoleShares(@CurrentUser() { userId }: Principal, @Param('id', IdParam) id: number): Promise<ConsoleShareListDto> {
    const { id: serverId } = await this.access.ofOwner(userId, id);
    return { data: (await this.shares.open(serverId)).map(ConsoleShareDto.from) };
  }

  /** Makes a link by which somebody signed in may look, and touch nothing, for a while. */
  @Post('shares')
  @Allow('verified', { ownerOnly: true })
  async shareConsole(
    @CurrentUser() { userId }: Principal,
    @Param('id', IdParam) id: number,
    @Body() { minutes }: ShareConsoleDto,
  ): Promise<NewConsoleShareDto> {
    return this.shares.create(await this.access.ofOwner(userId, id), userId, minutes);
  }

  /** Ends a link; who looks by it is shown out. */
  @Delete('shares/:shareId')
  @HttpCode(204)
  @Allow('verified')
  async endConsoleShare(
    @CurrentUser() { userId }: Principal,
    @Param('id', IdParam) id: number,
    @Param('shareId', IdParam) shareId: number,
  ): Promise<void> {
    await this.shares.end(await this.access.ofOwner(userId, id), shareId);
  }
}
