import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Allow, CurrentUser, type Principal } from '@api/platform';
import { BalanceDto } from './balance.dto';
import { BalanceReader } from './balance-reader';

/** The credit of an API key's owner; for keys only. */
@ApiTags('integrators')
@Controller()
export class KeyBalanceController {
  constructor(private readonly balances: BalanceReader) {}

  /** Tells the credit of the key's owner, what an hour costs at present, and when the credit is used up. */
  @Get('balance')
  @Allow('key', { scope: 'read:billing' })
  async getBalanceByKey(@CurrentUser() { userId }: Principal): Promise<BalanceDto> {
    return BalanceDto.from(await this.balances.of(userId));
  }

  /** The same as `GET /api/balance`. */
  @Get('v1/balance')
  @Allow('key', { scope: 'read:billing' })
  getBalanceByKeyV1(@CurrentUser() caller: Principal): Promise<BalanceDto> {
    return this.getBalanceByKey(caller);
  }
}
