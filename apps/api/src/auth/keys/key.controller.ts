import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Allow, CurrentUser, IdParam, pageOf, Pagination, type Principal } from '@api/platform';
import { KeyReader } from './key-reader';
import {
  ApiKeyDto,
  ApiKeyPageDto,
  ApiKeyQuery,
  ApiKeyUseDto,
  ChangeApiKeyDto,
  CreateApiKeyDto,
  IssuedApiKeyDto,
} from './key.dto';
import { type IssuedKey, KeyService } from './key.service';
import { UseReader } from './use/use-reader';

/**
 * The caller's API keys. No route has a scope: a key cannot manage keys. Creating and rotating do not honour `Idempotency-Key`,
 * because a remembered answer would be a stored secret; a key whose answer was lost is removed and made again.
 */
@ApiTags('api keys')
@Controller('user/api-keys')
export class KeyController {
  constructor(
    private readonly keys: KeyService,
    private readonly reader: KeyReader,
    private readonly use: UseReader,
  ) {}

  /** Lists the caller's API keys, newest first. */
  @Get()
  @Allow('verified')
  async listApiKeys(@CurrentUser() { userId }: Principal, @Query() query: ApiKeyQuery): Promise<ApiKeyPageDto> {
    const page = pageOf(query);
    const { rows, total } = await this.reader.page(userId, page);
    return { data: rows.map(ApiKeyDto.from), pagination: Pagination.of(page, total) };
  }

  /** Creates an API key; the answer is the only place where the key itself is told. */
  @Post()
  @Allow('verified', { stepUp: true })
  async createApiKey(
    @CurrentUser() { userId }: Principal,
    @Body() { name, scopes, expiresInDays, allowedAddresses }: CreateApiKeyDto,
  ): Promise<IssuedApiKeyDto> {
    return issued(
      await this.keys.create(userId, {
        name,
        scopes,
        lifetimeDays: expiresInDays ?? null,
        allowedAddresses: allowedAddresses ?? [],
      }),
    );
  }

  /** Changes the name of an API key or the addresses from which it works. */
  @Patch(':id')
  @Allow('verified', { stepUp: true })
  async changeApiKey(
    @CurrentUser() { userId }: Principal,
    @Param('id', IdParam) id: number,
    @Body() changes: ChangeApiKeyDto,
  ): Promise<ApiKeyDto> {
    return ApiKeyDto.from(await this.keys.change(userId, id, changes));
  }

  /** Exchanges an API key for a new one with the same rights; the old one stops working at once. */
  @Post(':id/rotate')
  @Allow('verified', { stepUp: true })
  async rotateApiKey(@CurrentUser() { userId }: Principal, @Param('id', IdParam) id: number): Promise<IssuedApiKeyDto> {
    return issued(await this.keys.rotate(userId, id));
  }

  /** Removes an API key; it stops working at once. */
  @Delete(':id')
  @HttpCode(204)
  @Allow('verified')
  async removeApiKey(@CurrentUser() { userId }: Principal, @Param('id', IdParam) id: number): Promise<void> {
    await this.keys.remove(userId, id);
  }

  /** Tells what an API key was used for in the last thirty days. */
  @Get(':id/usage')
  @Allow('verified')
  async getApiKeyUsage(@CurrentUser() { userId }: Principal, @Param('id', IdParam) id: number): Promise<ApiKeyUseDto> {
    await this.reader.own(userId, id);
    return ApiKeyUseDto.from(await this.use.days(id), await this.use.routes(id));
  }
}

function issued({ key, plain }: IssuedKey): IssuedApiKeyDto {
  return { ...ApiKeyDto.from(key), key: plain };
}
