import { Controller, Get, HttpCode, Param, Post, StreamableFile } from '@nestjs/common';
import { ApiAcceptedResponse, ApiOkResponse, ApiProduces, ApiTags } from '@nestjs/swagger';
import { Readable } from 'node:stream';
import { Allow, CurrentUser, Idempotent, IdParam, type Principal } from '@api/platform';
import { AccountProof } from './account-proof';
import { LedgerVerificationDto, LedgerVerificationStateDto } from './ledger.dto';
import { LedgerVerifications } from './ledger-verifications';

const LINES = 'application/x-ndjson';

/** The ledger proves itself: all of it to staff, an account to its owner. */
@ApiTags('billing')
@Controller()
export class LedgerController {
  constructor(
    private readonly verifications: LedgerVerifications,
    private readonly proof: AccountProof,
  ) {}

  /** Tells how the ledger was verified last. */
  @Get('admin/ledger/verification')
  @Allow('billing.read', { scope: 'admin:billing' })
  async getLedgerVerification(): Promise<LedgerVerificationStateDto> {
    const latest = await this.verifications.latest();
    return { latest: latest && LedgerVerificationDto.from(latest) };
  }

  /** Has the ledger verified now, in the background. */
  @Post('admin/ledger/verify')
  @HttpCode(202)
  @Allow('billing.read', { scope: 'admin:billing' })
  @Idempotent()
  @ApiAcceptedResponse()
  async verifyLedger(@CurrentUser() { userId }: Principal): Promise<void> {
    await this.verifications.request(userId);
  }

  /** Gives the proof of the caller's account, to be verified without us. */
  @Get('billing/ledger-proof')
  @Allow('verified', { scope: 'read:billing', whileSuspended: true })
  @ApiProduces(LINES)
  @ApiOkResponse({ schema: { type: 'string', format: 'binary' } })
  downloadLedgerProof(@CurrentUser() { userId }: Principal): Promise<StreamableFile> {
    return this.file(userId);
  }

  /** Gives the proof of a customer's account. */
  @Get('admin/users/:id/ledger-proof')
  @Allow('billing.read', { scope: 'admin:billing' })
  @ApiProduces(LINES)
  @ApiOkResponse({ schema: { type: 'string', format: 'binary' } })
  downloadUserLedgerProof(@Param('id', IdParam) id: number): Promise<StreamableFile> {
    return this.file(id);
  }

  private async file(userId: number): Promise<StreamableFile> {
    return new StreamableFile(Readable.from(await this.proof.of(userId)), {
      type: LINES,
      disposition: `attachment; filename="ledger-proof-${userId}.ndjson"`,
    });
  }
}
