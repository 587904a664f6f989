import { ApiProperty } from '@nestjs/swagger';
import { OneOf, type Scope, SCOPES } from '@api/platform';
import { ROLES, type Role, type User } from '../users/user.entity';

/** The owner of an API key, and what the key may do. */
export class MeDto {
  @ApiProperty({ type: 'integer' }) id!: number;
  username!: string;
  email!: string;
  fullName!: string;
  @OneOf(ROLES, 'Role') role!: Role;
  createdAt!: Date;
  @ApiProperty({ enum: [...SCOPES], enumName: 'ApiKeyScope', isArray: true }) scopes!: Scope[];

  static from({ id, username, email, fullName, role, createdAt }: User, scopes: ReadonlySet<Scope>): MeDto {
    return { id, username, email, fullName, role, createdAt, scopes: [...scopes] };
  }
}
