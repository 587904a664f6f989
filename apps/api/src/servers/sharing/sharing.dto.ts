import { ApiProperty } from '@nestjs/swagger';
import { EmailAddress, Flag, Moment, OneOf, Pagination } from '@api/platform';
import { SERVER_STATES, type ServerState } from '../server.entity';
import type { GrantRow } from './grants';
import type { SharedServerRow } from './shared-servers';

/** Whom to let in, and to what. */
export class ShareServerDto {
  @EmailAddress()
  email!: string;

  @Flag()
  mayPower!: boolean;

  @Flag()
  mayConsole!: boolean;

  @Moment()
  endsAt!: Date;
}

/** Somebody who may use a server for a while. */
export class ServerGrantDto {
  @ApiProperty({ type: 'integer' }) id!: number;
  username!: string;
  mayPower!: boolean;
  mayConsole!: boolean;
  endsAt!: Date;
  createdAt!: Date;

  static from({ id, username, mayPower, mayConsole, endsAt, createdAt }: GrantRow): ServerGrantDto {
    return { id, username, mayPower, mayConsole, endsAt, createdAt };
  }
}

/** Everybody who may use a server, newest first. */
export class ServerGrantListDto {
  data!: ServerGrantDto[];
}

/** A server of somebody else. */
export class SharedServerDto {
  @ApiProperty({ type: 'integer' }) serverId!: number;
  name!: string;
  @OneOf(SERVER_STATES, 'ServerState') state!: ServerState;
  ownerUsername!: string;
  mayPower!: boolean;
  mayConsole!: boolean;
  endsAt!: Date;

  static from(row: SharedServerRow): SharedServerDto {
    return { ...row };
  }
}

/** A page of servers of others. */
export class SharedServerPageDto {
  data!: SharedServerDto[];
  pagination!: Pagination;
}
