import { MatButtonHarness } from '@angular/material/button/testing';

import {
  acknowledgeSecurityEvent,
  blockAddress,
  type BlockedAddressDto,
  listBlockedAddresses,
  listSecurityEvents,
  type SecurityEventDto,
  unblockAddress,
} from '@sky/api-client';
import { FakeApi } from '@sky/api-client/testing';

import { make } from '../../testing/make';
import { openPage } from '../../testing/open-page';
import { SecurityPage } from './security-page';

const AT = '2026-11-25T12:00:00.000Z';

const event = (changes: Partial<SecurityEventDto> = {}): SecurityEventDto => ({
  id: 5,
  kind: 'many-failures-from-address',
  words: 'Many failed sign-ins from one address',
  severity: 'warning',
  userId: null,
  username: null,
  keyId: null,
  address: '203.0.113.66',
  details: { failures: 21, minutes: 15 },
  occurrences: 2,
  firstAt: AT,
  lastAt: AT,
  acknowledgedAt: null,
  acknowledgedBy: null,
  ...changes,
});

const block = (changes: Partial<BlockedAddressDto> = {}): BlockedAddressDto => ({
  id: 9,
  network: '198.51.100.0/24',
  reason: 'tries passwords',
  createdAt: AT,
  createdBy: 'mara',
  expiresAt: null,
  ...changes,
});

const answering = (events: SecurityEventDto[], blocks: BlockedAddressDto[] = []) =>
  new FakeApi().on(listSecurityEvents, () => make.page(...events)).on(listBlockedAddresses, () => make.page(...blocks));

describe('security', () => {
  it('tells what looks like an attack, how bad it is and how often it was noticed', async () => {
    const { text, host } = await openPage(
      SecurityPage,
      answering([
        event(),
        event({ id: 6, severity: 'critical', words: 'A session was copied', userId: 7, username: 'ada', address: null }),
      ]),
      { route: 'security' },
    );

    expect(text()).toContain('Many failed sign-ins from one address');
    expect(text()).toContain('2 times');
    expect(text()).toContain('21 failures, 15 minutes');
    expect(text()).toContain('critical');
    expect(host.querySelector('a[href="/users/7"]')?.textContent).toContain('ada');
    expect(host.querySelector('a[href="/audit?address=203.0.113.66"]')).not.toBeNull();
  });

  it('puts an event aside', async () => {
    const api = answering([event()]).on(acknowledgeSecurityEvent, () => undefined);
    const { loader } = await openPage(SecurityPage, api, { route: 'security' });

    await (await loader.getHarness(MatButtonHarness.with({ text: 'Acknowledge' }))).click();

    expect(api.sentTo(acknowledgeSecurityEvent)).toEqual([{ id: 5 }]);
    expect(api.sentTo(listSecurityEvents)).toHaveLength(2);
  });

  it('offers nothing to put aside once somebody has', async () => {
    const api = answering([event({ acknowledgedAt: AT, acknowledgedBy: 'mara' })]);

    const { loader, text } = await openPage(SecurityPage, api, { route: 'security' });

    expect(text()).toContain('acknowledged by mara');
    expect(await loader.getAllHarnesses(MatButtonHarness.with({ text: 'Acknowledge' }))).toEqual([]);
  });

  it('asks for what the address says, and says when all is well', async () => {
    const api = answering([]);
    const { text } = await openPage(SecurityPage, api, {
      route: 'security',
      url: '/security?state=open&severity=critical&kind=impossible-travel',
    });

    expect(api.sentTo(listSecurityEvents)).toEqual([
      { page: 1, limit: 20, state: 'open', severity: 'critical', kind: 'impossible-travel' },
    ]);
    expect(text()).toContain('No event matches');
    expect(text()).toContain('No address is blocked');
  });

  it('blocks the address of an event, with a reason and an end', async () => {
    const api = answering([event()]).on(blockAddress, () => block());
    const { loader, everywhere, settle } = await openPage(SecurityPage, api, { route: 'security' });
    await (await loader.getHarness(MatButtonHarness.with({ text: 'Block address' }))).click();
    await settle();

    await (await everywhere.getHarness(MatButtonHarness.with({ text: 'Block' }))).click();
    await settle();

    const [sent] = api.sentTo(blockAddress) as [{ body: { network: string; reason: string; expiresAt: string } }];
    expect(sent.body).toMatchObject({ network: '203.0.113.66', reason: 'Many failed sign-ins from one address' });
    expect(Date.parse(sent.body.expiresAt) - Date.now()).toBeGreaterThan(23 * 3_600_000);
    expect(api.sentTo(listBlockedAddresses)).toHaveLength(2);
  });

  it('shows why an address is not blocked, and keeps what was typed', async () => {
    const api = answering([]).on(blockAddress, () => {
      throw make.refusal(422, 'would_block_yourself');
    });
    const { loader, everywhere, settle, fill } = await openPage(SecurityPage, api, { route: 'security' });
    await (await loader.getHarness(MatButtonHarness.with({ text: 'Block an address' }))).click();
    await settle();
    const submit = await everywhere.getHarness(MatButtonHarness.with({ text: 'Block' }));

    await fill('network', 'not an address');
    await submit.click();
    expect(document.body.textContent).toContain('Enter an address such as 203.0.113.7.');
    expect(api.sentTo(blockAddress)).toEqual([]);

    await fill('network', '10.0.0.0/8');
    await fill('reason', 'a mistake');
    await submit.click();
    await settle();

    expect(api.sentTo(blockAddress)).toHaveLength(1);
    expect(document.querySelector('form [role="alert"]')).not.toBeNull();
    expect(document.querySelector<HTMLInputElement>('#network')?.value).toBe('10.0.0.0/8');
  });

  it('unblocks an address after asking', async () => {
    const api = answering([], [block()]).on(unblockAddress, () => undefined);
    const { loader, everywhere, settle } = await openPage(SecurityPage, api, { route: 'security' });
    await (await loader.getHarness(MatButtonHarness.with({ text: 'Unblock' }))).click();
    await settle();
    expect(api.sentTo(unblockAddress)).toEqual([]);

    const buttons = await everywhere.getAllHarnesses(
      MatButtonHarness.with({ ancestor: 'mat-dialog-container', text: 'Unblock' }),
    );
    await buttons[0]?.click();
    await settle();

    expect(api.sentTo(unblockAddress)).toEqual([{ id: 9 }]);
    expect(api.sentTo(listBlockedAddresses)).toHaveLength(2);
  });

  it('keeps the block list readable when the events fail', async () => {
    const api = answering([], [block()]).on(listSecurityEvents, () => {
      throw make.refusal(500, 'internal_error');
    });

    const { text } = await openPage(SecurityPage, api, { route: 'security' });

    expect(text()).toContain('The security events could not be loaded');
    expect(text()).toContain('198.51.100.0/24');
  });
});
