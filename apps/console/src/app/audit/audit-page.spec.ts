import { MatButtonHarness } from '@angular/material/button/testing';

import {
  type AuditEntryDto,
  exportAuditLog,
  getAuditVerification,
  listAuditLog,
  type VerificationDto,
  verifyAuditLog,
} from '@sky/api-client';
import { FakeApi } from '@sky/api-client/testing';

import { make } from '../../testing/make';
import { openPage } from '../../testing/open-page';
import { AuditPage } from './audit-page';

const AT = '2026-11-25T12:00:00.000Z';

const entry = (changes: Partial<AuditEntryDto> = {}): AuditEntryDto => ({
  id: 812,
  occurredAt: AT,
  action: 'user.role-changed',
  words: 'Changed a role',
  outcome: 'done',
  actorKind: 'staff',
  actor: { id: 2, username: 'mara' },
  user: { id: 7, username: 'ada' },
  isImpersonated: false,
  sessionId: 31,
  keyId: null,
  address: '203.0.113.24',
  userAgent: 'Firefox/140',
  requestId: '7f3a19c2-0000-4000-8000-000000000001',
  target: { kind: 'user', id: '7' },
  details: { before: { role: 'customer' }, after: { role: 'support' }, reason: 'joined the desk' },
  position: 811,
  ...changes,
});

const verification = (changes: Partial<VerificationDto> = {}): VerificationDto => ({
  id: 3,
  requestedAt: AT,
  finishedAt: AT,
  entries: 811,
  unsealed: 1,
  anchors: 12,
  problem: null,
  ...changes,
});

const answering = (...entries: AuditEntryDto[]) =>
  new FakeApi().on(listAuditLog, () => make.page(...entries)).on(getAuditVerification, () => ({ latest: verification() }));

describe('the audit log', () => {
  it('tells who did what to whom, from where, in which request', async () => {
    const { host, text } = await openPage(AuditPage, answering(entry()), { route: 'audit' });

    expect(text()).toContain('mara');
    expect(text()).toContain('for ada');
    expect(text()).toContain('Changed a role');
    expect(text()).toContain('203.0.113.24');
    expect(text()).toContain('7f3a19c2');
    expect(host.querySelector('a[href="/users/7"]')).not.toBeNull();
  });

  it('names guests, the system, refusals and impersonation', async () => {
    const { text } = await openPage(
      AuditPage,
      answering(
        entry({ id: 1, actor: null, actorKind: 'guest', outcome: 'refused', words: 'Failed to sign in', user: null }),
        entry({ id: 2, actor: null, actorKind: 'system', user: null, target: null }),
        entry({ id: 3, isImpersonated: true }),
      ),
      { route: 'audit' },
    );

    expect(text()).toContain('Guest');
    expect(text()).toContain('refused');
    expect(text()).toContain('System');
    expect(text()).toContain('as ada');
    expect(text()).toContain('Impersonating');
  });

  it('opens an entry to show what was before and after, and closes it again', async () => {
    const { host, text, settle } = await openPage(AuditPage, answering(entry()), { route: 'audit' });
    const more = host.querySelector<HTMLButtonElement>('button[aria-label="Details of entry 812"]');
    expect(more?.getAttribute('aria-expanded')).toBe('false');
    expect(text()).not.toContain('Before');

    more?.click();
    await settle();

    expect(more?.getAttribute('aria-expanded')).toBe('true');
    expect(text()).toMatch(/role\s*customer\s*support/);
    expect(text()).toMatch(/reason\s*joined the desk/);
    expect(text()).toContain('Sealed at position 811');
    expect(text()).toContain('Firefox/140');

    more?.click();
    await settle();
    expect(text()).not.toContain('Sealed at position');
  });

  it('asks for what the address says, and says when nothing matches', async () => {
    const api = answering();

    const { text } = await openPage(AuditPage, api, {
      route: 'audit',
      url: '/audit?action=money&outcome=refused&text=ada&address=203.0.113.0%2F24&userId=7&actorId=2&from=2026-11-01&to=nonsense&page=3',
    });

    expect(api.sentTo(listAuditLog)).toEqual([
      {
        page: 3,
        limit: 50,
        action: 'money',
        outcome: 'refused',
        text: 'ada',
        address: '203.0.113.0/24',
        userId: 7,
        actorId: 2,
        from: '2026-11-01T00:00:00.000Z',
      },
    ]);
    expect(text()).toContain('No entry matches');
    expect(text()).toContain('about user 7');
  });

  it('offers another try after a failure', async () => {
    let tries = 0;
    const api = answering().on(listAuditLog, () => {
      tries += 1;
      if (tries === 1) throw make.refusal(500, 'internal_error');
      return make.page(entry());
    });
    const { loader, text } = await openPage(AuditPage, api, { route: 'audit' });
    expect(text()).toContain('The audit log could not be loaded');

    await (await loader.getHarness(MatButtonHarness.with({ text: 'Try again' }))).click();

    expect(text()).toContain('Changed a role');
  });

  it('exports what the filter finds', async () => {
    const saved: unknown[] = [];
    Object.assign(URL, {
      createObjectURL: (content: unknown) => `blob:${saved.push(content)}`,
      revokeObjectURL: () => undefined,
    });
    const api = answering(entry()).on(exportAuditLog, () => new Blob(['id']));
    const { loader } = await openPage(AuditPage, api, { route: 'audit', url: '/audit?action=user' });

    await (await loader.getHarness(MatButtonHarness.with({ text: 'Export CSV' }))).click();

    expect(api.sentTo(exportAuditLog)).toEqual([{ action: 'user' }]);
    expect(saved).toEqual([expect.any(Blob)]);
  });

  it('says when it was verified, over how many entries, and verifies again on request', async () => {
    const api = answering(entry()).on(verifyAuditLog, () => undefined);
    const { loader, text } = await openPage(AuditPage, api, { route: 'audit' });
    expect(text()).toContain('all 811 entries are as they were written');
    expect(text()).toContain('12 daily anchors');

    await (await loader.getHarness(MatButtonHarness.with({ text: 'Verify now' }))).click();

    expect(api.sentTo(verifyAuditLog)).toHaveLength(1);
    expect(api.sentTo(getAuditVerification)).toHaveLength(2);
  });

  it('shows the first bad row when it was tampered with', async () => {
    const problem = { kind: 'changed', position: 42, entryId: 45, message: 'Entry 45 at position 42 was changed.' } as const;
    const api = answering(entry()).on(getAuditVerification, () => ({ latest: verification({ entries: 41, problem }) }));

    const { host, text } = await openPage(AuditPage, api, { route: 'audit' });

    expect(host.querySelector('[role="alert"]')?.textContent).toContain('Entry 45 at position 42 was changed.');
    expect(text()).toContain('First bad row: entry 45, position 42.');
  });

  it('cannot be asked twice while a verification is under way', async () => {
    const api = answering(entry()).on(getAuditVerification, () => ({
      latest: verification({ finishedAt: null, entries: null }),
    }));

    const { loader, text } = await openPage(AuditPage, api, { route: 'audit' });

    expect(text()).toContain('under way');
    expect(await (await loader.getHarness(MatButtonHarness.with({ text: 'Verifying' }))).isDisabled()).toBe(true);
  });
});
