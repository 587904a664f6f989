import { ApiProperty } from '@nestjs/swagger';
import { Id, OneOf } from '@api/platform';
import type { LinkRehearsal } from './link.service';

/** Whose link to rehearse. */
export class TestVirtfusionUserDto {
  @Id()
  userId!: number;
}

/** The VirtFusion user that carries the person's id. */
export class ExistingVirtfusionUserDto {
  @ApiProperty({ type: 'integer' }) id!: number;
  name!: string;
  email!: string;
  suspended!: boolean;
}

/** What linking a person would do; nothing was changed. */
export class LinkRehearsalDto {
  @OneOf(['create', 'adopt', 'wait'], 'LinkOutcome') would!: 'create' | 'adopt' | 'wait';
  /** What VirtFusion would be told. */
  name!: string;
  email!: string;
  @ApiProperty({ type: ExistingVirtfusionUserDto, nullable: true }) existing!: ExistingVirtfusionUserDto | null;

  static from({ would, name, email, existing }: LinkRehearsal): LinkRehearsalDto {
    return {
      would,
      name,
      email,
      existing: existing && { id: existing.id, name: existing.name, email: existing.email, suspended: existing.suspended },
    };
  }
}
