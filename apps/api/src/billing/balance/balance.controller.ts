import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Allow, CurrentUser, type Principal } from '@api/platform';
import { BalanceDto, RunwayDto } from './balance.dto';
import { BalanceReader } from './balance-reader';

/** The caller's credit. */
@ApiTags('billing')
@Controller('billing')
export class BalanceController {
  constructor(private readonly balances: BalanceReader) {}

  /** Tells the credit, what an hour costs at present, and when the credit is used up. */
  @Get('balance')
  @Allow('verified', { scope: 'read:billing', whileSuspended: true })
  async getBalance(@CurrentUser() { userId }: Principal): Promise<BalanceDto> {
    return BalanceDto.from(await this.balances.of(userId));
  }

  /** Tells the course of the credit over two weeks and where it leads. */
  @Get('runway')
  @Allow('verified', { scope: 'read:billing', whileSuspended: true })
  async getRunway(@CurrentUser() { userId }: Principal): Promise<RunwayDto> {
    return RunwayDto.from(await this.balances.runway(userId));
  }
}
