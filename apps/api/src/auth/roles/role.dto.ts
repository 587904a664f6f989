import { ApiProperty } from '@nestjs/swagger';
import { IsArray, IsString } from 'class-validator';
import { Distinct, OneOf, type Permission, PERMISSIONS } from '@api/platform';
import { ROLES, type Role } from '../access/roles';

/** A role, what it may do, and how many people have it. */
export class RoleDto {
  @OneOf(ROLES, 'Role') role!: Role;
  @ApiProperty({ enum: PERMISSIONS, enumName: 'Permission', isArray: true }) permissions!: Permission[];
  @ApiProperty({ type: 'integer' }) people!: number;
  /** False for administrators, who may do everything. */
  isEditable!: boolean;
}

/** The matrix of roles and permissions. */
export class RoleMatrixDto {
  /** Every permission that can be given, in the order in which to show them. */
  @ApiProperty({ enum: PERMISSIONS, enumName: 'Permission', isArray: true }) permissions!: readonly Permission[];
  roles!: RoleDto[];
}

/** What a role may do from now on. */
export class SetRolePermissionsDto {
  @ApiProperty({ enum: PERMISSIONS, enumName: 'Permission', isArray: true, uniqueItems: true })
  @IsArray({ message: 'must be a list' })
  @Distinct({ message: 'names a permission twice' })
  @IsString({ each: true, message: 'must be names of permissions' })
  permissions!: Permission[];
}
