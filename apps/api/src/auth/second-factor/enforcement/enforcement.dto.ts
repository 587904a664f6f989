import { ApiProperty } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { OneOf, QueryMoment, SeveralOf } from '@api/platform';
import { type Role, ROLES } from '../../access/roles';

const MOMENT = '2027-01-01T00:00:00.000Z';

/** Who is to need a second factor, and from when on. */
export class SecondFactorRuleDto {
  @SeveralOf(ROLES, 'Role')
  roles!: Role[];

  @QueryMoment({ description: 'Left out: at once.', example: MOMENT })
  from?: Date;
}

/** A rule to be looked at before it is made. */
export class SecondFactorPreviewQuery {
  @Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? value.split(',') : value))
  @SeveralOf(ROLES, 'Role', { optional: true, description: 'Repeated, or separated by commas; left out: all.' })
  roles?: Role[];

  @QueryMoment({ example: MOMENT })
  from?: Date;
}

/** Who needs a second factor now. */
export class SecondFactorEnforcementDto {
  @ApiProperty({ enum: ROLES, enumName: 'Role', isArray: true }) roles!: Role[];
  /** Null: no role needs one. */
  @ApiProperty({ type: Date, nullable: true }) from!: Date | null;
}

/** Somebody who would have to set up a second factor. */
export class LockedOutPersonDto {
  @ApiProperty({ type: 'integer' }) id!: number;
  username!: string;
  fullName!: string;
}

/** What a rule would mean for the people of one role. */
export class RolePreviewDto {
  @OneOf(ROLES, 'Role') role!: Role;
  @ApiProperty({ type: 'integer' }) people!: number;
  @ApiProperty({ type: 'integer' }) withoutFactor!: number;
  /** The first twenty by name. */
  lockedOut!: LockedOutPersonDto[];
}

/** What a rule would mean, role by role. */
export class SecondFactorPreviewDto {
  @ApiProperty({ type: Date, nullable: true }) from!: Date | null;
  data!: RolePreviewDto[];
}
