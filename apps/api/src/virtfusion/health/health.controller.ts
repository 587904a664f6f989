import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Allow } from '@api/platform';
import { VirtfusionHealthDto } from './health.dto';
import { VirtfusionHealth } from './health.service';

/** VirtFusion's health, from the last check. */
@ApiTags('health')
@Controller('virtfusion-health')
export class VirtfusionHealthController {
  constructor(private readonly health: VirtfusionHealth) {}

  /** Says whether VirtFusion answered at the last check. */
  @Get()
  @Allow('public')
  getVirtfusionHealth(): Promise<VirtfusionHealthDto> {
    return this.health.read();
  }
}
