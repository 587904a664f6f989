/** What keeps the account from being deleted. */
export class ErasureObstacleDto {
  code!: string;
  message!: string;
}

/** Whether the account can be deleted now. */
export class DeletionCheckDto {
  isPossible!: boolean;
  obstacles!: ErasureObstacleDto[];
}
