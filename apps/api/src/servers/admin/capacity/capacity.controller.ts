import { Controller, Get, Param } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Allow, IdParam, NotFoundError } from '@api/platform';
import { CatalogueReader } from '@api/virtfusion';
import { CapacityReader } from './capacity-reader';
import { HypervisorGroupDto, HypervisorGroupListDto, PackageTemplateListDto } from './capacity.dto';

/** What servers run on, and what they can be built with. */
@ApiTags('admin: servers')
@Controller('admin')
export class CapacityController {
  constructor(
    private readonly capacity: CapacityReader,
    private readonly catalogue: CatalogueReader,
  ) {}

  /** Lists hypervisor groups with their machines, what is used of them, and when they are full. */
  @Get('hypervisors')
  @Allow('servers.read')
  async listHypervisorGroups(): Promise<HypervisorGroupListDto> {
    return { data: (await this.capacity.groups()).map(HypervisorGroupDto.from) };
  }

  /** Lists the systems that a package can be built with, also those at the end of their life. */
  @Get('packages/:id/templates')
  @Allow('catalogue.read')
  async listPackageTemplates(@Param('id', IdParam) packageId: number): Promise<PackageTemplateListDto> {
    if (!(await this.catalogue.package(packageId)))
      throw new NotFoundError('package_not_found', 'VirtFusion has no such package.');
    const templates = await this.catalogue.templates(packageId);
    return {
      data: templates.map(({ isEndOfLife, kind: _kind, ...template }) => ({ ...template, endOfLife: isEndOfLife })),
    };
  }
}
