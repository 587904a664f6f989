import { Controller, HttpCode, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Allow, Jobs } from '@api/platform';

/** Staff's hand on the mirror of VirtFusion's catalogue. */
@ApiTags('admin: packages')
@Controller('admin/catalogue')
export class CatalogueController {
  constructor(private readonly jobs: Jobs) {}

  /** Reads packages, locations, capacities and templates from VirtFusion again. */
  @Post('refresh')
  @HttpCode(202)
  @Allow('catalogue.write')
  async refreshCatalogue(): Promise<void> {
    await this.jobs.add('virtfusion.refresh-catalogue', {}, { singletonKey: 'catalogue' });
  }
}
