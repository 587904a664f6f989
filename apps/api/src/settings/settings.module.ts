import { Global, Module } from '@nestjs/common';
import { AdminSettingsController } from './admin-settings.controller';
import { SettingsController } from './settings.controller';
import { SettingsEditor } from './settings-editor';
import { SettingsService } from './settings.service';

/** Typed settings of the business and what the public may know of them. */
@Global()
@Module({
  controllers: [AdminSettingsController, SettingsController],
  providers: [SettingsEditor, SettingsService],
  exports: [SettingsService],
})
export class SettingsModule {}
