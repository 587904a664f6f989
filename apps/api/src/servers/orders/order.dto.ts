import { ApiProperty } from '@nestjs/swagger';
import { PriceDto } from '@api/billing';
import { Id, QueryWhole, Text } from '@api/platform';

/** A size of server. */
export class PlanDto {
  @ApiProperty({ type: 'integer' }) id!: number;
  name!: string;
  @ApiProperty({ type: 'integer' }) cpuCores!: number;
  @ApiProperty({ type: 'integer' }) memoryMb!: number;
  @ApiProperty({ type: 'integer' }) storageGb!: number;
  /** 0 means unlimited. */
  @ApiProperty({ type: 'integer' }) trafficGb!: number;
}

/** A place, and why it cannot be chosen if it cannot. */
export class LocationChoiceDto {
  @ApiProperty({ type: 'integer' }) id!: number;
  name!: string;
  available!: boolean;
  @ApiProperty({ type: String, nullable: true }) reason!: string | null;
  /** Where it differs from the price elsewhere. */
  price?: PriceDto;
}

/** An operating system. */
export class TemplateChoiceDto {
  @ApiProperty({ type: 'integer' }) id!: number;
  family!: string;
  name!: string;
  version!: string;
  @ApiProperty({ type: String, nullable: true }) variant!: string | null;
  @ApiProperty({ type: String, nullable: true }) icon!: string | null;
  endOfLife!: boolean;
}

/** Everything that can be chosen for a package. */
export class OrderOptionsDto {
  package!: PlanDto;
  price!: PriceDto;
  locations!: LocationChoiceDto[];
  templates!: TemplateChoiceDto[];
}

/** Which package the options are for. */
export class OrderOptionsQuery {
  @QueryWhole({ min: 1, max: 2_147_483_647 })
  packageId?: number;
}

const SSH_KEY =
  /^(ssh-(ed25519|rsa)|ecdsa-sha2-nistp(256|384|521)|sk-(ssh-ed25519|ecdsa-sha2-nistp256)@openssh\.com) [A-Za-z0-9+/]+={0,3}( [^\r\n]*)?$/;

/** An order. */
export class OrderServerDto {
  @Id()
  packageId!: number;

  @Id()
  locationId!: number;

  @Id()
  templateId!: number;

  @Text({
    max: 63,
    pattern: /^[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?$/,
    patternMessage: 'may have letters, digits, dots and dashes, and begins and ends with a letter or digit',
    example: 'web-1',
  })
  name!: string;

  @Text({ optional: true, max: 2_000, pattern: SSH_KEY, patternMessage: 'must be a public key in OpenSSH form, on one line' })
  sshPublicKey?: string;
}
