import { ApiProperty } from '@nestjs/swagger';
import { OneOf, type Scope, SCOPES } from '@api/platform';
import { ROLES, type Role } from '../users/user.entity';

/** What is read of the owner. */
export type MeRow = Omit<MeDto, 'scopes'>;

/** The owner of an API key, and what the key may do. */
export class MeDto {
  @ApiProperty({ type: 'integer' }) id!: number;
  username!: string;
  email!: string;
  fullName!: string;
  @OneOf(ROLES, 'Role') role!: Role;
  createdAt!: Date;
  @ApiProperty({ enum: [...SCOPES], enumName: 'ApiKeyScope', isArray: true }) scopes!: Scope[];

  static from({ id, username, email, fullName, role, createdAt }: MeRow, scopes: ReadonlySet<Scope>): MeDto {
    return { id, username, email, fullName, role, createdAt, scopes: [...scopes] };
  }
}
