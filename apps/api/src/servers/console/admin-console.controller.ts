import { Controller, Delete, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Allow, CurrentUser, IdParam, pageOf, Pagination, type Principal } from '@api/platform';
import { ConsoleAccess } from './console-access';
import { ConsoleDoors, STAFF } from './console-doors';
import {
  ConsoleCredentialsDto,
  ConsoleVisitDto,
  ConsoleVisitPageDto,
  ConsoleVisitQuery,
  ConsoleWayDto,
  StaffConsoleStateDto,
} from './console.dto';
import { ConsoleLog } from './sessions/console-log';
import { VncSwitch } from './vnc-switch';

/** Consoles of everybody's servers, for staff. */
@ApiTags('admin: console')
@Controller('admin')
export class AdminConsoleController {
  constructor(
    private readonly access: ConsoleAccess,
    private readonly doors: ConsoleDoors,
    private readonly vnc: VncSwitch,
    private readonly log: ConsoleLog,
  ) {}

  /** Tells whether a server's console is on, and where it is; changes nothing. */
  @Get('servers/:id/vnc')
  @Allow('servers.read')
  async getConsoleForAdmin(@Param('id', IdParam) id: number): Promise<StaffConsoleStateDto> {
    return StaffConsoleStateDto.fromState(await this.vnc.state(await this.access.ofStaff(id)), this.access.mayOpen(true));
  }

  /** Turns a server's console on. */
  @Post('servers/:id/vnc/enable')
  @HttpCode(200)
  @Allow('servers.console')
  async enableConsoleForAdmin(@Param('id', IdParam) id: number): Promise<StaffConsoleStateDto> {
    return StaffConsoleStateDto.fromState(await this.vnc.set(await this.access.ofStaff(id), true), this.access.mayOpen(true));
  }

  /** Turns a server's console off. */
  @Post('servers/:id/vnc/disable')
  @HttpCode(200)
  @Allow('servers.console')
  async disableConsoleForAdmin(@Param('id', IdParam) id: number): Promise<StaffConsoleStateDto> {
    return StaffConsoleStateDto.fromState(await this.vnc.set(await this.access.ofStaff(id), false), this.access.mayOpen(true));
  }

  /** Shows address and password of a server's console; it is written down who looked. */
  @Post('servers/:id/vnc/credentials')
  @HttpCode(200)
  @Allow('servers.console', { stepUp: true })
  async showConsoleCredentials(@Param('id', IdParam) id: number): Promise<ConsoleCredentialsDto> {
    return this.vnc.reveal(await this.access.ofStaff(id));
  }

  /** Checks a server's console and gives a ticket for it, or the cause why it cannot be opened. */
  @Post('servers/:id/vnc/session')
  @HttpCode(200)
  @Allow('servers.console')
  async openConsoleForAdmin(@CurrentUser() caller: Principal, @Param('id', IdParam) id: number): Promise<ConsoleWayDto> {
    return ConsoleWayDto.from(await this.doors.ask(await this.access.ofStaff(id), caller, STAFF));
  }

  /** Lists visits to consoles, newest first. */
  @Get('console-sessions')
  @Allow('servers.read')
  async listAllConsoleVisits(@Query() query: ConsoleVisitQuery): Promise<ConsoleVisitPageDto> {
    const page = pageOf(query);
    const { serverId, userId, show } = query;
    const { rows, total } = await this.log.page({ serverId, userId, isOpen: show === 'open' }, page);
    return { data: rows.map(ConsoleVisitDto.from), pagination: Pagination.of(page, total) };
  }

  /** Closes a console that somebody has open. */
  @Delete('console-sessions/:id')
  @HttpCode(204)
  @Allow('servers.console')
  async closeConsoleForAdmin(@Param('id', IdParam) id: number): Promise<void> {
    await this.log.close(id, 'closed-by-staff');
  }
}
