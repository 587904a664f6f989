import { Body, Controller, HttpCode, Post, Req } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Allow, type AuthenticatedRequest, Idempotent, idempotencyKeyOf, NotFoundError } from '@api/platform';
import { ServerReader } from '../../reading/server-reader';
import { OwnedServerDetailDto } from '../../reading/server.dto';
import { CreateServerDto } from './create-server.dto';
import { StaffOrders } from './staff-orders';

/** Servers that staff order for others. */
@ApiTags('admin: servers')
@Controller('admin/servers')
export class CreateServerController {
  constructor(
    private readonly orders: StaffOrders,
    private readonly reader: ServerReader,
  ) {}

  /** Orders a server for somebody, charged or free of charge; building goes on in the background. */
  @Post()
  @HttpCode(202)
  @Allow('servers.write')
  @Idempotent()
  async createServerByStaff(
    @Body() { userId, charged = true, packageId, locationId, templateId, name, sshPublicKey }: CreateServerDto,
    @Req() request: AuthenticatedRequest,
  ): Promise<OwnedServerDetailDto> {
    const order = { packageId, locationId, templateId, name, sshPublicKey: sshPublicKey ?? null };
    const id = await this.orders.order(userId, order, charged, idempotencyKeyOf(request));
    const found = await this.reader.find(id);
    if (!found) throw new NotFoundError('server_not_found', 'There is no such server.');
    return OwnedServerDetailDto.fromOwnedParts(found);
  }
}
