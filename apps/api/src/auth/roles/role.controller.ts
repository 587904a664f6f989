import { Body, Controller, Get, Param, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Allow, OneOfParam } from '@api/platform';
import { EDITABLE_ROLES, type EditableRole, GRANTABLE } from '../access/roles';
import { RoleMatrixDto, SetRolePermissionsDto } from './role.dto';
import { RoleEditor } from './role-editor';

/** What each staff role may do. */
@ApiTags('admin: users')
@Controller('admin/roles')
export class RoleController {
  constructor(private readonly roles: RoleEditor) {}

  /** Tells the matrix of roles and permissions. */
  @Get()
  @Allow('users.read')
  async getRoleMatrix(): Promise<RoleMatrixDto> {
    return { permissions: GRANTABLE, roles: await this.roles.rows() };
  }

  /** Changes what a role may do; the rights of its people change at once. */
  @Put(':role')
  @Allow('roles.write', { stepUp: true })
  async setRolePermissions(
    @Param('role', new OneOfParam('role', EDITABLE_ROLES)) role: EditableRole,
    @Body() { permissions }: SetRolePermissionsDto,
  ): Promise<RoleMatrixDto> {
    await this.roles.set(role, permissions);
    return this.getRoleMatrix();
  }
}
