import { ApiProperty } from '@nestjs/swagger';
import { Pagination, Text } from '@api/platform';
import type { SshKeyRow } from './ssh-keys';

/** A key to keep. */
export class AddSshKeyDto {
  @Text({ max: 100, example: 'Laptop' })
  name!: string;

  @Text({
    max: 10_000,
    description: 'One line in OpenSSH form.',
    example: 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcH me@laptop',
  })
  publicKey!: string;
}

/** A customer's public key. */
export class SshKeyDto {
  @ApiProperty({ type: 'integer' }) id!: number;
  name!: string;
  /** Such as `ssh-ed25519`. */
  kind!: string;
  publicKey!: string;
  /** As `ssh-keygen -l` shows it. */
  fingerprint!: string;
  /** VirtFusion has it as well. */
  isMirrored!: boolean;
  /** Why VirtFusion does not take it. */
  @ApiProperty({ type: String, nullable: true }) problem!: string | null;
  createdAt!: Date;
  /** When a server was last built with it. */
  @ApiProperty({ type: Date, nullable: true }) usedAt!: Date | null;

  static from({ upstreamId, ...row }: SshKeyRow): SshKeyDto {
    return { ...row, isMirrored: upstreamId !== null };
  }
}

/** A page of keys. */
export class SshKeyPageDto {
  data!: SshKeyDto[];
  pagination!: Pagination;
}
