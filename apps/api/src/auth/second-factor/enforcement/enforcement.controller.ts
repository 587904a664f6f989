import { Body, Controller, Get, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Allow, CurrentUser, type Principal } from '@api/platform';
import { ROLES } from '../../access/roles';
import {
  SecondFactorEnforcementDto,
  SecondFactorPreviewDto,
  SecondFactorPreviewQuery,
  SecondFactorRuleDto,
} from './enforcement.dto';
import { EnforcementService, type SecondFactorRule } from './enforcement.service';

/** Which roles need a second factor. */
@ApiTags('admin security')
@Controller('admin/security')
export class EnforcementController {
  constructor(private readonly enforcement: EnforcementService) {}

  /** Tells which roles need a second factor, and from when on. */
  @Get('second-factor')
  @Allow('security.read')
  getSecondFactorEnforcement(): SecondFactorEnforcementDto {
    return dtoOf(this.enforcement.current());
  }

  /** Shows whom a rule would lock out; without roles, for each of them. */
  @Get('second-factor-preview')
  @Allow('security.read')
  async previewSecondFactorEnforcement(
    @Query() { roles = [...ROLES], from }: SecondFactorPreviewQuery,
  ): Promise<SecondFactorPreviewDto> {
    return { from: from ?? null, data: await this.enforcement.preview(roles) };
  }

  /** Says which roles need a second factor, and from when on; the caller cannot lock themselves out. */
  @Put('second-factor')
  @Allow('security.write', { stepUp: true })
  async enforceSecondFactor(
    @CurrentUser() principal: Principal,
    @Body() { roles, from }: SecondFactorRuleDto,
  ): Promise<SecondFactorEnforcementDto> {
    return dtoOf(await this.enforcement.enforce(principal, { roles, from: from ?? null }));
  }
}

function dtoOf({ roles, from }: SecondFactorRule): SecondFactorEnforcementDto {
  return { roles: [...roles], from };
}
