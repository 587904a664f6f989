import { MatButtonHarness } from '@angular/material/button/testing';
import { MatDialogHarness } from '@angular/material/dialog/testing';

import {
  applyReconciliationFinding,
  getLedgerVerification,
  getMirrorStanding,
  getReconciliation,
  listMirrorBookings,
  listReconciliationFindings,
  type MirrorBookingDto,
  type ReconciliationFindingDto,
  type ReconciliationRunDto,
  resolveMirrorBooking,
  startReconciliation,
  verifyLedger,
} from '@sky/api-client';
import { FakeApi } from '@sky/api-client/testing';

import { make } from '../../../testing/make';
import { openPage } from '../../../testing/open-page';
import { BooksPage } from './books-page';

const AT = '2026-11-25T12:00:00.000Z';
const run = (changes: Partial<ReconciliationRunDto> = {}): ReconciliationRunDto => ({
  id: 8,
  startedAt: AT,
  finishedAt: AT,
  requestedBy: null,
  compared: 12,
  unanswered: 0,
  findings: 0,
  ...changes,
});
const finding = (changes: Partial<ReconciliationFindingDto> = {}): ReconciliationFindingDto => ({
  id: 4,
  book: 'virtfusion',
  userId: 7,
  username: 'ada',
  subject: 'account:7',
  expected: '25.00',
  actual: '26.50',
  difference: '1.50',
  currency: 'USD',
  cause: 'VirtFusion has more credit than was booked from here.',
  suggestion: 'correct_mirror',
  paymentId: null,
  state: 'open',
  ...changes,
});
const booking = (changes: Partial<MirrorBookingDto> = {}): MirrorBookingDto => ({
  id: 31,
  userId: 7,
  username: 'ada',
  kind: 'booking',
  tokens: '1000.00',
  state: 'review',
  creditId: null,
  transactionId: 12,
  remark: 'The answer was lost.',
  createdAt: AT,
  settledAt: null,
  ...changes,
});
const answering = () =>
  new FakeApi()
    .on(getReconciliation, () => ({ latest: run() }))
    .on(listReconciliationFindings, () => make.page())
    .on(getMirrorStanding, () => ({ enabled: true, tokensPerUnit: 100, following: 12, behind: 1, review: 0, oldestOpenAt: null }))
    .on(listMirrorBookings, () => make.page())
    .on(getLedgerVerification, () => ({
      latest: { id: 1, requestedAt: AT, finishedAt: AT, transactions: 30, postings: 61, accounts: 12, problem: null },
    }));
const open = (api: FakeApi) => openPage(BooksPage, api, { route: 'reconciliation' });
const button = (text: string | RegExp) => MatButtonHarness.with({ text });

describe('reconciliation', () => {
  it('says that all books agree, and that the ledger adds up', async () => {
    const { text } = await open(answering());
    expect(text()).toContain('no differences.');
    expect(text()).toContain('12 customers held against VirtFusion');
    expect(text()).toContain('30 transactions with 61 postings');
    expect(text()).toContain('12 customers are up to date, 1 are being carried over');
  });

  it('names a difference with its cause and puts it right when told to', async () => {
    const api = answering()
      .on(getReconciliation, () => ({ latest: run({ findings: 1 }) }))
      .on(listReconciliationFindings, () => make.page(finding()))
      .on(applyReconciliationFinding, () => undefined);
    const { text, loader, everywhere, settle } = await open(api);
    expect(text()).toContain('1 difference.');
    expect(text()).toContain('more credit than was booked');
    expect(text()).toContain('+$1.50');
    await (await loader.getHarness(button('Correct VirtFusion'))).click();
    await settle();
    const dialog = await everywhere.getHarness(MatDialogHarness);
    expect(await dialog.getText()).toContain('VirtFusion then shows $25.00');
    await (await dialog.getHarness(button('Correct VirtFusion'))).click();
    await settle();
    expect(api.sentTo(applyReconciliationFinding)).toEqual([{ id: 4 }]);
  });

  it('compares and verifies when asked', async () => {
    const api = answering()
      .on(startReconciliation, () => undefined)
      .on(verifyLedger, () => undefined);
    const { loader, settle } = await open(api);
    await (await loader.getHarness(button('Compare now'))).click();
    await (await loader.getHarness(button('Verify now'))).click();
    await settle();
    expect([api.sentTo(startReconciliation).length, api.sentTo(verifyLedger).length]).toEqual([1, 1]);
  });

  it('shows the first row of a ledger that does not add up', async () => {
    const api = answering().on(getLedgerVerification, () => ({
      latest: {
        id: 1,
        requestedAt: AT,
        finishedAt: AT,
        transactions: 30,
        postings: 60,
        accounts: 12,
        problem: 'posting 17: its hash does not match its content',
      },
    }));
    const { text } = await open(api);
    expect(text()).toContain('The ledger does not add up');
    expect(text()).toContain('posting 17');
  });

  it('asks what became of a booking that nobody could tell', async () => {
    const api = answering()
      .on(listMirrorBookings, () => make.page(booking()))
      .on(resolveMirrorBooking, () => undefined);
    const { loader, everywhere, settle } = await open(api);
    await (await loader.getHarness(button('It is there'))).click();
    await settle();
    const dialog = await everywhere.getHarness(MatDialogHarness);
    await (await dialog.getHarness(button('It is there'))).click();
    await settle();
    expect(api.sentTo(resolveMirrorBooking)).toEqual([{ id: 31, body: { outcome: 'carried-out' } }]);
  });
});
