import path from 'node:path';
import { testApp, type Person } from '../../testing';
import type { LedgerVerificationStateDto } from './ledger.dto';

type VerifyProof = (lines: readonly string[]) => Promise<{ postings: number; balance: bigint; currency: string }>;

describe('the proof of an account', () => {
  const sky = testApp();
  let verifyProof: VerifyProof;
  let ada: Person;
  beforeAll(async () => {
    ({ verifyProof } = (await import(path.resolve('tools/verify-proof.mjs'))) as { verifyProof: VerifyProof });
    ada = await sky.make.customer({ credit: '25.00', username: 'ada-ünïcode' });
    await sky.make.credit(ada.user.id, -7_534n);
    await sky.make.credit(ada.user.id, 3_000_000n);
  });

  const proofOf = async (person: Person) =>
    String((await person.browser.get('/api/billing/ledger-proof')).body)
      .trim()
      .split('\n');

  it('is verified by a script that knows nothing of the product', async () => {
    expect(await verifyProof(await proofOf(ada))).toEqual({ postings: 3, balance: 27_992_466n, currency: 'USD' });
  });

  it.each<[string, (lines: string[]) => string[], RegExp]>([
    ['an amount', lines => lines.map(line => line.replace('"-7534"', '"-7533"')), /the balance after it/],
    ['a description', lines => lines.map(line => line.replace('Credit for a test', 'Credit for a Test')), /hash does not match/],
    ['a posting in the middle', lines => lines.filter((_, index) => index !== 2), /is missing/],
    ['the last posting', lines => lines.slice(0, -1), /missing at the end/],
    ['the balance', lines => lines.map(line => line.replace('"balance":"27992466"', '"balance":"28000000"')), /sum to/],
  ])('shows that somebody changed %s', async (_, change, problem) => {
    const lines = await proofOf(ada);
    const changed = change([...lines]);
    expect(changed).not.toEqual(lines);
    await expect(verifyProof(changed)).rejects.toThrow(problem);
  });

  it('is its owner’s, and staff’s', async () => {
    const [ben, admin] = [await sky.make.customer(), await sky.make.admin()];
    expect((await ben.browser.get('/api/billing/ledger-proof')).status).toBe(404);
    expect((await ben.browser.get(`/api/admin/users/${ada.user.id}/ledger-proof`)).status).toBe(403);
    const { status, body } = await admin.browser.get<string>(`/api/admin/users/${ada.user.id}/ledger-proof`);
    expect(status).toBe(200);
    expect((await verifyProof(String(body).split('\n'))).postings).toBe(3);
  });

  it('belongs to a ledger that is verified in the background, and says where it does not add up', async () => {
    const admin = await sky.make.admin();
    const verified = async () => {
      expect((await admin.browser.post('/api/admin/ledger/verify')).status).toBe(202);
      await sky.runDueJobs('billing.verify-ledger');
      return (await admin.browser.get<LedgerVerificationStateDto>('/api/admin/ledger/verification')).body.latest;
    };
    expect(await verified()).toMatchObject({ transactions: 3, postings: 6, accounts: 1, problem: null });
    await sky.em.execute('alter table ledger_postings disable trigger user');
    await sky.em.execute('update ledger_postings set amount = amount + 1 where amount = 3000000');
    expect((await verified())?.problem).toContain('posting');
    const [event] = await sky.em.execute<{ severity: string }[]>(
      `select severity from security_events where kind = 'ledger-broken'`,
    );
    expect(event?.severity).toBe('critical');
  });
});
