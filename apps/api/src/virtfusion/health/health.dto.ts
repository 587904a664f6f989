import { ApiProperty } from '@nestjs/swagger';
import { OneOf } from '@api/platform';

export const VIRTFUSION_STATUSES = ['ok', 'down', 'unknown', 'not_configured'] as const;

/** Whether VirtFusion answered at the last check. */
export class VirtfusionHealthDto {
  @OneOf(VIRTFUSION_STATUSES, 'VirtfusionStatus') status!: (typeof VIRTFUSION_STATUSES)[number];
  @ApiProperty({ type: Date, nullable: true }) checkedAt!: Date | null;
}
