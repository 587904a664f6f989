import { ApiProperty } from '@nestjs/swagger';
import type { AuditRow } from '@api/audit';
import { Pagination } from '@api/platform';
import { ServerLogEntryDto } from '../../log/server-log.dto';

/** One thing that was done to a server; staff read who of them it was, and from where. */
export class StaffLogEntryDto extends ServerLogEntryDto {
  @ApiProperty({ type: 'integer', nullable: true }) actorId!: number | null;

  static override from(row: AuditRow): StaffLogEntryDto {
    return { ...ServerLogEntryDto.from(row), actorId: row.actorId, username: row.actorName, address: row.address };
  }
}

/** A page of a server's log. */
export class StaffLogPageDto {
  data!: StaffLogEntryDto[];
  pagination!: Pagination;
}
