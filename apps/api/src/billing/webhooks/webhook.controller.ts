import { Controller, Get, HttpCode, Post, Query, type RawBodyRequest, Req } from '@nestjs/common';
import { ApiBadRequestResponse, ApiServiceUnavailableResponse, ApiTags } from '@nestjs/swagger';
import { Throttle } from '@nestjs/throttler';
import type { FastifyRequest } from 'fastify';
import { Allow, pageOf, Pagination } from '@api/platform';
import { WebhookEventDto, WebhookEventPageDto, WebhookQuery } from './webhook.dto';
import { WebhookInbox } from './webhook-inbox';
import { WebhookReader } from './webhook-reader';

/** PayPal delivers in bursts and comes again after a 429; forgeries cost a signature check each. */
const DELIVERIES = { default: { ttl: 60_000, limit: 600 } };

/** What payment providers tell. */
@ApiTags('billing')
@Controller()
export class WebhookController {
  constructor(
    private readonly inbox: WebhookInbox,
    private readonly events: WebhookReader,
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
}
