import { ApiProperty } from '@nestjs/swagger';
import { Id, Ids, Text } from '@api/platform';
import { TemplateChoiceDto } from '../orders/order.dto';
import { ActionDto, NewPasswordDto } from '../reading/server.dto';
import type { StartedRebuild } from './rebuild.service';

const MOST_KEYS = 10;

/** What to install; everything on the disk is lost. */
export class RebuildServerDto {
  @Id()
  templateId!: number;

  @Text({ max: 100, description: 'The name of the server, as a proof that this one is meant.' })
  name!: string;

  @Ids({ max: MOST_KEYS, optional: true, description: 'SSH keys of yours that may sign in afterwards.' })
  sshKeyIds?: number[];
}

/** A rebuild that was sent. */
export class RebuildAcceptedDto {
  action!: ActionDto;
  /** Shown in this answer only; null where the platform told none. */
  @ApiProperty({ type: NewPasswordDto, nullable: true }) password!: NewPasswordDto | null;

  static from({ action, password }: StartedRebuild): RebuildAcceptedDto {
    return { action: ActionDto.from(action), password };
  }
}

/** What can be installed on a server. */
export class ServerSystemsDto {
  /** The system that it was built with last. */
  @ApiProperty({ type: 'integer' }) presentId!: number;
  /** In the order the host lists them. */
  data!: TemplateChoiceDto[];
}
