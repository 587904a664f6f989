import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, ValidateNested } from 'class-validator';
import { Flag, OneOf, PageQuery, Pagination } from '@api/platform';
import { NOTIFICATION_KINDS, type NotificationKind } from './kinds';

const YES_NO = ['true', 'false'] as const;

/** Filters of the list. */
export class NotificationQuery extends PageQuery {
  @OneOf(YES_NO, 'YesNo', { optional: true })
  unread?: (typeof YES_NO)[number];
}

/** One piece of news. */
export class NotificationDto {
  @ApiProperty({ type: 'integer' }) id!: number;
  @OneOf(NOTIFICATION_KINDS, 'NotificationKind') kind!: NotificationKind;
  title!: string;
  body!: string;
  /** A path of the web app. */
  @ApiProperty({ type: String, nullable: true }) link!: string | null;
  createdAt!: Date;
  @ApiProperty({ type: Date, nullable: true }) readAt!: Date | null;
}

/** A page of news, and how many are unread altogether. */
export class NotificationPageDto {
  data!: NotificationDto[];
  pagination!: Pagination;
  @ApiProperty({ type: 'integer' }) unread!: number;
}

/** The ways in which somebody hears of a kind of news. */
export class NotificationPreferenceDto {
  @OneOf(NOTIFICATION_KINDS, 'NotificationKind') kind!: NotificationKind;
  inApp!: boolean;
  mail!: boolean;
  /** It cannot be turned off. */
  isFixed!: boolean;
}

/** All preferences of a person. */
export class NotificationPreferencesDto {
  data!: NotificationPreferenceDto[];
}

/** A changed preference. */
export class PreferenceChangeDto {
  @OneOf(NOTIFICATION_KINDS, 'NotificationKind')
  kind!: NotificationKind;

  @Flag()
  inApp!: boolean;

  @Flag()
  mail!: boolean;
}

/** Changed preferences; kinds that are left out stay. */
export class UpdatePreferencesDto {
  @ApiProperty({ type: PreferenceChangeDto, isArray: true, maxItems: NOTIFICATION_KINDS.length })
  @IsArray({ message: 'must be a list' })
  @ArrayMaxSize(NOTIFICATION_KINDS.length, { message: 'has more entries than there are kinds' })
  @ValidateNested({ each: true })
  @Type(() => PreferenceChangeDto)
  data!: PreferenceChangeDto[];
}
