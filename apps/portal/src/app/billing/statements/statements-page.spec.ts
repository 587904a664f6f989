import { MatButtonHarness } from '@angular/material/button/testing';
import { TestBed } from '@angular/core/testing';

import {
  downloadLedgerProof,
  exportTransactions$Csv,
  exportTransactions$Pdf,
  listStatements,
  type StatementMonthDto,
} from '@sky/api-client';
import { FakeApi } from '@sky/api-client/testing';
import { Toasts } from '@sky/ui';

import { make } from '../../../testing/make';
import { openPage } from '../../../testing/open-page';
import { StatementsPage } from './statements-page';

const month = (changes: Partial<StatementMonthDto> = {}): StatementMonthDto => ({
  ...{ month: '2026-10', from: '2026-10-01T00:00:00.000Z', to: '2026-11-01T00:00:00.000Z', isOver: true },
  ...{ opening: '20.07', closing: '18.42', currency: 'USD', transactions: 31 },
  ...changes,
});
const present = month({ month: '2026-11', from: '2026-11-01T00:00:00.000Z', to: '2026-12-01T00:00:00.000Z', isOver: false });
const open = (api: FakeApi) => openPage(StatementsPage, api, { route: 'billing/statements' });
const named = (name: string) => MatButtonHarness.with({ selector: `[aria-label="${name}"]` });

describe('statements', () => {
  beforeEach(() => {
    URL.createObjectURL = () => 'blob:statement';
    URL.revokeObjectURL = () => undefined;
  });

  it('show each month with the balances it began and ended with', async () => {
    const { text } = await open(new FakeApi().on(listStatements, () => make.page(present, month())));

    expect(text()).toMatch(/November 2026\s+so far/);
    expect(text()).toMatch(/October 2026.*\$20\.07.*\$18\.42/s);
  });

  it('save a month that is over whole, and the present one up to now', async () => {
    const api = new FakeApi()
      .on(listStatements, () => make.page(present, month()))
      .on(exportTransactions$Pdf, () => new Blob(['pdf']))
      .on(exportTransactions$Csv, () => new Blob(['csv']));
    const { loader } = await open(api);

    await (await loader.getHarness(named('Save October 2026 as PDF'))).click();
    await (await loader.getHarness(named('Save November 2026 as CSV'))).click();

    expect(api.sentTo(exportTransactions$Pdf)).toEqual([{ from: month().from, to: month().to, format: 'pdf' }]);
    expect(api.sentTo(exportTransactions$Csv)).toEqual([{ from: present.from, format: 'csv' }]);
  });

  it('save any days, the last one included, and refuse days the wrong way round', async () => {
    const api = new FakeApi().on(listStatements, () => make.page()).on(exportTransactions$Pdf, () => new Blob(['pdf']));
    const { host, loader, settle, text } = await open(api);
    const [from, to] = [...host.querySelectorAll<HTMLInputElement>('input[type=date]')];
    const choose = async (input: HTMLInputElement | undefined, day: string) => {
      if (!input) throw new Error('There is no such field');
      input.value = day;
      input.dispatchEvent(new Event('change'));
      await settle();
    };
    const save = await loader.getHarness(MatButtonHarness.with({ text: /Save PDF/ }));
    expect(await save.isDisabled()).toBe(true);

    await choose(from, '2026-10-09');
    await choose(to, '2026-10-08');
    expect(text()).toContain('The last day comes before the first one.');
    expect(await save.isDisabled()).toBe(true);

    await choose(from, '2026-10-05');
    await save.click();
    expect(api.sentTo(exportTransactions$Pdf)).toEqual([
      { from: '2026-10-05T00:00:00.000Z', to: '2026-10-09T00:00:00.000Z', format: 'pdf' },
    ]);
  });

  it('say so when there are none, and when they cannot be loaded', async () => {
    expect((await open(new FakeApi().on(listStatements, () => make.page()))).text()).toContain('No statements yet');
  });

  it('offer to try again when they could not be loaded', async () => {
    const failing = new FakeApi().on(listStatements, () => {
      throw make.refusal(503, 'unavailable');
    });
    expect((await open(failing)).text()).toContain('The statements could not be loaded');
  });

  it('give the proof of the account, or say why not', async () => {
    const api = new FakeApi().on(listStatements, () => make.page(month())).on(downloadLedgerProof, () => new Blob(['proof']));
    const { loader, settle } = await open(api);
    await (await loader.getHarness(MatButtonHarness.with({ text: 'Save proof' }))).click();
    await settle();
    expect(api.sentTo(downloadLedgerProof)).toHaveLength(1);

    api.on(downloadLedgerProof, () => {
      throw make.refusal(404, 'account_not_found');
    });
    await (await loader.getHarness(MatButtonHarness.with({ text: 'Save proof' }))).click();
    await settle();
    expect(TestBed.inject(Toasts).current()?.text).toBe('No money has moved on your account yet.');
  });
});
