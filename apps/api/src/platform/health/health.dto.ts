import { ApiProperty } from '@nestjs/swagger';

/** Liveness of one process. */
export class HealthDto {
  status!: 'ok';
  version!: string;
  @ApiProperty({ type: 'integer' }) uptimeSeconds!: number;
  roles!: string[];
}

/** Whether the database answers. */
export class DatabaseHealthDto {
  status!: 'ok' | 'down';
}
