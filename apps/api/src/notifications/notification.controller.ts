import { Body, Controller, Get, HttpCode, Param, Patch, Post, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Allow, CurrentUser, IdParam, pageOf, Pagination, type Principal } from '@api/platform';
import { NotificationPageDto, NotificationPreferencesDto, NotificationQuery, UpdatePreferencesDto } from './notification.dto';
import { Notifications } from './notifications';
import { Preferences } from './preferences';

/** What the caller was told, and how they want to be told. */
@ApiTags('notifications')
@Controller('user')
export class NotificationController {
  constructor(
    private readonly notifications: Notifications,
    private readonly preferences: Preferences,
  ) {}

  /** Lists the caller's news, newest first. */
  @Get('notifications')
  @Allow('signed-in', { whileSuspended: true })
  async listNotifications(
    @CurrentUser() { userId }: Principal,
    @Query() { unread: wanted, ...query }: NotificationQuery,
  ): Promise<NotificationPageDto> {
    const page = pageOf(query);
    const { rows, total, unread } = await this.notifications.page(userId, wanted === 'true', page);
    return { data: rows, pagination: Pagination.of(page, total), unread };
  }

  /** Marks one piece of news as read. */
  @Patch('notifications/:id/read')
  @HttpCode(204)
  @Allow('signed-in', { whileSuspended: true })
  async readNotification(@CurrentUser() { userId }: Principal, @Param('id', IdParam) id: number): Promise<void> {
    await this.notifications.read(userId, id);
  }

  /** Marks all of the caller's news as read. */
  @Post('notifications/read-all')
  @HttpCode(204)
  @Allow('signed-in', { whileSuspended: true })
  async readAllNotifications(@CurrentUser() { userId }: Principal): Promise<void> {
    await this.notifications.readAll(userId);
  }

  /** Tells by which ways the caller hears of what. */
  @Get('notification-preferences')
  @Allow('signed-in', { whileSuspended: true })
  async getNotificationPreferences(@CurrentUser() { userId }: Principal): Promise<NotificationPreferencesDto> {
    return { data: await this.preferences.of(userId) };
  }

  /** Changes by which ways the caller hears of what; security news always arrive. */
  @Put('notification-preferences')
  @Allow('signed-in')
  async setNotificationPreferences(
    @CurrentUser() { userId }: Principal,
    @Body() { data }: UpdatePreferencesDto,
  ): Promise<NotificationPreferencesDto> {
    await this.preferences.set(userId, data);
    return { data: await this.preferences.of(userId) };
  }
}
