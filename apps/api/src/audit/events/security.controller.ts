import { Body, Controller, Delete, Get, HttpCode, Ip, Param, Post, Query } from '@nestjs/common';
import { ApiConflictResponse, ApiTags, ApiUnprocessableEntityResponse } from '@nestjs/swagger';
import { Allow, CurrentUser, Idempotent, IdParam, pageOf, PageQuery, Pagination, type Principal } from '@api/platform';
import { BlockAddressDto, BlockedAddressDto, BlockedAddressPageDto } from '../blocking/blocked-address.dto';
import { AddressBlocks } from '../blocking/address-blocks';
import { EventDesk } from './event-desk';
import { eventFilterOf, SecurityEventDto, SecurityEventPageDto, SecurityEventsQuery } from './security-event.dto';

/** What looks like an attack, and whom we do not answer. */
@ApiTags('admin: security')
@Controller('admin/security')
export class SecurityController {
  constructor(
    private readonly events: EventDesk,
    private readonly blocks: AddressBlocks,
  ) {}

  /** Lists security events, newest first. */
  @Get('events')
  @Allow('security.read', { scope: 'admin:system' })
  async listSecurityEvents(@Query() query: SecurityEventsQuery): Promise<SecurityEventPageDto> {
    const page = pageOf(query);
    const { rows, total } = await this.events.page(eventFilterOf(query), page);
    return { data: rows.map(SecurityEventDto.from), pagination: Pagination.of(page, total) };
  }

  /** Marks an event as seen. */
  @Post('events/:id/acknowledge')
  @HttpCode(204)
  @Allow('security.write', { scope: 'admin:system' })
  async acknowledgeSecurityEvent(@Param('id', IdParam) id: number, @CurrentUser() { userId }: Principal): Promise<void> {
    await this.events.acknowledge(id, userId);
  }

  /** Lists the addresses that are blocked, newest first. */
  @Get('blocked-addresses')
  @Allow('security.read', { scope: 'admin:system' })
  async listBlockedAddresses(@Query() query: PageQuery): Promise<BlockedAddressPageDto> {
    const page = pageOf(query);
    const { rows, total } = await this.blocks.page(page);
    return { data: rows, pagination: Pagination.of(page, total) };
  }

  /** Blocks an address or a block of them: the API answers it no more. */
  @Post('blocked-addresses')
  @Allow('security.write', { scope: 'admin:system' })
  @Idempotent()
  @ApiConflictResponse({ description: '`already_blocked`' })
  @ApiUnprocessableEntityResponse({ description: '`would_block_yourself`, `network_too_wide`, `expiry_passed`' })
  blockAddress(
    @Body() dto: BlockAddressDto,
    @CurrentUser() { userId }: Principal,
    @Ip() address: string,
  ): Promise<BlockedAddressDto> {
    return this.blocks.block(dto, userId, address);
  }

  /** Answers an address again. */
  @Delete('blocked-addresses/:id')
  @HttpCode(204)
  @Allow('security.write', { scope: 'admin:system' })
  async unblockAddress(@Param('id', IdParam) id: number, @CurrentUser() { userId }: Principal): Promise<void> {
    await this.blocks.unblock(id, userId);
  }
}
