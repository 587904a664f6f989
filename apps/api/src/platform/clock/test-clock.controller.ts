import { Body, Controller, Get, HttpCode, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Allow } from '../access';
import { NotFoundError } from '../errors';
import { Clock } from './clock';
import { DueWork } from './due-work';
import { AdvanceClockDto, ClockDto } from './test-clock.dto';

/** Moves business time in demonstrations and tests; does not exist unless TEST_CLOCK=true. */
@ApiTags('test clock')
@Controller('admin/test-clock')
export class TestClockController {
  constructor(
    private readonly clock: Clock,
    private readonly dueWork: DueWork,
  ) {}

  /** Tells business time. */
  @Get()
  @Allow('clock.write')
  async getTestClock(): Promise<ClockDto> {
    this.requireMovable();
    await this.clock.synchronise();
    return ClockDto.from(this.clock);
  }

  /** Moves business time forward and answers when the work that became due is done. */
  @Post('advance')
  @HttpCode(200)
  @Allow('clock.write')
  async advanceTestClock(@Body() { hours }: AdvanceClockDto): Promise<ClockDto> {
    this.requireMovable();
    await this.clock.advance(hours);
    await this.dueWork.run();
    return ClockDto.from(this.clock);
  }

  private requireMovable(): void {
    if (!this.clock.isMovable) throw new NotFoundError('not_found', 'The test clock is off.');
  }
}
