import { ApiProperty } from '@nestjs/swagger';
import { Id, Pagination, Text } from '@api/platform';

/** What is to be blocked. */
export class BlockAddressDto {
  @Text({ max: 50, description: 'An address, or a block of them such as 203.0.113.0/24.', example: '203.0.113.7' })
  network!: string;

  @Text({ max: 200, description: 'For the colleagues who find it later.' })
  reason!: string;

  @Text({
    max: 30,
    optional: true,
    description: 'When the block ends by itself, ISO 8601.',
    pattern: /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,3})?)?Z$/,
    patternMessage: 'must be a moment such as 2026-12-01T00:00:00Z',
  })
  expiresAt?: string;
}

/** A blocked address, or a block of them. */
export class BlockedAddressDto {
  @Id() id!: number;
  @ApiProperty({ type: String, example: '203.0.113.0/24' }) network!: string;
  @ApiProperty({ type: String }) reason!: string;
  @ApiProperty({ type: String, format: 'date-time' }) createdAt!: Date;
  @ApiProperty({ type: String }) createdBy!: string;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) expiresAt!: Date | null;
}

/** A page of blocked addresses. */
export class BlockedAddressPageDto {
  @ApiProperty({ type: [BlockedAddressDto] }) data!: BlockedAddressDto[];
  @ApiProperty({ type: Pagination }) pagination!: Pagination;
}
