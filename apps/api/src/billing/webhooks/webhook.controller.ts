import { Controller, Get, HttpCode, Param, Post, Query, type RawBodyRequest, Req } from '@nestjs/common';
import {
  ApiBadRequestResponse,
  ApiConflictResponse,
  ApiNotFoundResponse,
  ApiServiceUnavailableResponse,
  ApiTags,
} from '@nestjs/swagger';
import { Throttle } from '@nestjs/throttler';
import type { FastifyRequest } from 'fastify';
import { Allow, IdParam, pageOf, Pagination } from '@api/platform';
import { WebhookDetailDto, WebhookEventDto, WebhookEventPageDto, WebhookQuery, WebhookRehearsalDto } from './webhook.dto';
import { WebhookInbox } from './webhook-inbox';
import { WebhookReader } from './webhook-reader';
import { WebhookRehearsal } from './webhook-rehearsal';
import { WebhookReplay } from './webhook-replay';

/** PayPal delivers in bursts and comes again after a 429; forgeries cost a signature check each. */
const DELIVERIES = { default: { ttl: 60_000, limit: 600 } };

/** What payment providers tell. */
@ApiTags('billing')
@Controller()
export class WebhookController {
  constructor(
    private readonly inbox: WebhookInbox,
    private readonly events: WebhookReader,
    private readonly replays: WebhookReplay,
    private readonly rehearsals: WebhookRehearsal,
  ) {}

  /** Takes an event from PayPal; its signature is the admission. */
  @Post('billing/paypal/webhook')
  @HttpCode(204)
  @Allow('public')
  @Throttle(DELIVERIES)
  @ApiBadRequestResponse({ description: '`invalid_signature`' })
  @ApiServiceUnavailableResponse({ description: '`certificate_unavailable`, `payments_not_configured`' })
  async receivePaypalWebhook(@Req() { headers, rawBody }: RawBodyRequest<FastifyRequest>): Promise<void> {
    await this.inbox.receive({ headers, rawBody: rawBody ?? Buffer.alloc(0) });
  }

  /** Lists events, newest first. */
  @Get('admin/webhooks')
  @Allow('billing.read')
  async listWebhookEvents(@Query() query: WebhookQuery): Promise<WebhookEventPageDto> {
    const page = pageOf(query);
    const { rows, total } = await this.events.page(query.state, page);
    return { data: rows.map(WebhookEventDto.from), pagination: Pagination.of(page, total) };
  }

  /** Shows a delivery with its body and headers. */
  @Get('admin/webhooks/:id')
  @Allow('billing.read')
  @ApiNotFoundResponse({ description: '`webhook_not_found`' })
  async getWebhookEvent(@Param('id', IdParam) id: number): Promise<WebhookDetailDto> {
    return WebhookDetailDto.fromWhole(await this.events.one(id));
  }

  /** Has an event processed again; what it did already is not done twice. */
  @Post('admin/webhooks/:id/replay')
  @HttpCode(202)
  @Allow('billing.write')
  @ApiNotFoundResponse({ description: '`webhook_not_found`' })
  @ApiConflictResponse({ description: '`webhook_refused`' })
  async replayWebhookEvent(@Param('id', IdParam) id: number): Promise<void> {
    await this.replays.replay(id);
  }

  /** Says what processing an event would do now; changes nothing. */
  @Post('admin/webhooks/:id/rehearse')
  @HttpCode(200)
  @Allow('billing.read')
  @ApiNotFoundResponse({ description: '`webhook_not_found`' })
  async rehearseWebhookEvent(@Param('id', IdParam) id: number): Promise<WebhookRehearsalDto> {
    return { steps: await this.rehearsals.rehearse(await this.events.one(id)) };
  }
}
