/** Liveness of one process. */
export class HealthDto {
  status!: 'ok';
  version!: string;
  uptimeSeconds!: number;
  roles!: string[];
}

/** Whether the database answers. */
export class DatabaseHealthDto {
  status!: 'ok' | 'down';
}
