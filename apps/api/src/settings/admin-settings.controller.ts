import { Body, Controller, Get, HttpCode, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Allow, CurrentUser, type Principal } from '@api/platform';
import { SetSettingsDto, SettingListDto } from './admin-settings.dto';
import { requireMaySet } from './guarded-settings';
import { SettingsEditor } from './settings-editor';

/** The settings of the business, for staff. Addresses and keys of services are environment and not here. */
@ApiTags('admin: settings')
@Controller('admin/settings')
export class AdminSettingsController {
  constructor(private readonly editor: SettingsEditor) {}

  /** Lists every setting with its present value. */
  @Get()
  @Allow('settings.read', { scope: 'admin:system' })
  listSettings(): SettingListDto {
    return { data: this.editor.list() };
  }

  /** Changes some settings together; one that is not valid, and nothing changes. */
  @Post()
  @HttpCode(200)
  @Allow('settings.write', { scope: 'admin:system', stepUp: true })
  async setSettings(@Body() { values }: SetSettingsDto, @CurrentUser() caller: Principal): Promise<SettingListDto> {
    requireMaySet(Object.keys(values), caller);
    await this.editor.set(values);
    return { data: this.editor.list() };
  }
}
