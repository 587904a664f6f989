import { ApiProperty } from '@nestjs/swagger';
import { IsObject } from 'class-validator';

/** One setting, its present value and where that comes from. */
export class SettingDto {
  key!: string;
  /** As the setting's rule wants it: a text, a number, yes or no, or a list. */
  @ApiProperty({
    oneOf: [{ type: 'string' }, { type: 'number' }, { type: 'boolean' }, { type: 'array', items: { type: 'string' } }],
  })
  value!: unknown;
  /** True while nobody has changed it. */
  isDefault!: boolean;
}

/** All settings of the business. */
export class SettingListDto {
  data!: SettingDto[];
}

/** Some settings and their new values. */
export class SetSettingsDto {
  @ApiProperty({ type: 'object', additionalProperties: true, example: { 'security.passwordMinLength': 14 } })
  @IsObject({ message: 'must be an object of settings' })
  values!: Record<string, unknown>;
}
