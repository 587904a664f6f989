import { VirtFusion } from '@sky/integrations/virtfusion';
import type { Person } from '../../testing';
import { testApp } from '../../testing';

interface KeyBody {
  id: number;
  name: string;
  fingerprint: string;
  isMirrored: boolean;
  problem: string | null;
}
interface Refusal {
  error: { code: string };
}

const bodyOf = (fill: number) => {
  const field = (bytes: Buffer) => Buffer.concat([Buffer.from([0, 0, 0, bytes.length]), bytes]);
  return Buffer.concat([field(Buffer.from('ssh-ed25519')), field(Buffer.alloc(32, fill))]).toString('base64');
};
const line = (fill: number, comment = 'ada@laptop') => `ssh-ed25519 ${bodyOf(fill)} ${comment}`;

describe('SSH keys', () => {
  const test = testApp();
  let ada: Person;

  const list = async (person = ada) => (await person.browser.get<{ data: KeyBody[] }>('/api/user/ssh-keys')).body.data;
  const add = (fill: number, name = `Key ${fill}`) =>
    ada.browser.post<KeyBody & Refusal>('/api/user/ssh-keys', { name, publicKey: line(fill) });
  const owner = () => test.sandbox.virtfusion.users().find(one => one.extRelationId === ada.user.id)?.id ?? 0;
  const upstream = async () => (await test.app.get(VirtFusion).sshKeysOfUser(owner())).map(({ name }) => name);
  /** How often a key of this name was sent; keys of other tests may still be on their way. */
  const sent = (name: string) =>
    test.sandbox.journal
      .entries({ service: 'virtfusion', method: 'POST', path: '*/ssh_keys' })
      .filter(({ body }) => (body as { name?: string } | null)?.name === name);

  beforeEach(async () => {
    ada = await test.make.customer({ linked: true });
    test.sandbox.journal.clear();
  });
  afterEach(() => test.sandbox.faults.clear());

  it('are kept at once and reach VirtFusion by job', async () => {
    const answer = await add(1, 'Laptop');
    expect(answer).toMatchObject({ status: 201, body: { name: 'Laptop', isMirrored: false } });
    await test.until(async () => (await list())[0]?.isMirrored === true, 'the key is mirrored');
    expect(await upstream()).toContain('Laptop');
  });

  it('are kept once, whatever their comment says', async () => {
    await add(1);
    const again = await ada.browser.post<Refusal>('/api/user/ssh-keys', { name: 'Again', publicKey: line(1, 'other') });
    expect(again).toMatchObject({ status: 409, body: { error: { code: 'ssh_key_exists' } } });
  });

  it('are sent once when the answer is lost', async () => {
    test.sandbox.faults.add({ service: 'virtfusion', path: '*/ssh_keys', method: 'POST', fault: 'drop', after: true, times: 1 });
    await add(2, 'Once');
    await test.until(async () => (await list())[0]?.isMirrored === true, 'the key is mirrored');
    expect(sent('Once')).toHaveLength(1);
  });

  it('that VirtFusion does not take stay here with the reason', async () => {
    test.sandbox.faults.add({
      service: 'virtfusion',
      path: '*/ssh_keys',
      method: 'POST',
      fault: 'status',
      status: 422,
      times: 1,
    });
    await add(3);
    await test.until(async () => (await list())[0]?.problem !== null, 'the problem is known');
    expect((await list())[0]?.isMirrored).toBe(false);
  });

  it('go on both sides when they are removed, and may come back', async () => {
    const { body } = await add(4, 'Old');
    await test.until(async () => (await list())[0]?.isMirrored === true, 'the key is mirrored');
    expect((await ada.browser.delete(`/api/user/ssh-keys/${body.id}`)).status).toBe(204);
    expect(await list()).toEqual([]);
    await test.until(async () => !(await upstream()).includes('Old'), 'VirtFusion forgot it');
    expect((await ada.browser.delete(`/api/user/ssh-keys/${body.id}`)).status).toBe(404);
    expect((await add(4, 'New')).status).toBe(201);
    expect((await list()).map(({ name }) => name)).toEqual(['New']);
  });

  it('that were added in the panel appear when somebody looks', async () => {
    await test.app.get(VirtFusion).addSshKey({ userId: owner(), name: 'From the panel', publicKey: line(5) });
    expect((await ada.browser.post('/api/user/ssh-keys/refresh')).status).toBe(202);
    await test.until(async () => (await list()).some(({ name }) => name === 'From the panel'), 'the key appears');
  });

  it('are nobody else’s', async () => {
    const { body } = await add(6);
    const eve = await test.make.customer();
    expect(await list(eve)).toEqual([]);
    expect((await eve.browser.delete(`/api/user/ssh-keys/${body.id}`)).status).toBe(404);
  });

  it.each([
    ['a private key', '-----BEGIN OPENSSH PRIVATE KEY-----'],
    ['no key', 'hello'],
  ])('are not %s', async (_, publicKey) => {
    const answer = await ada.browser.post<Refusal>('/api/user/ssh-keys', { name: 'Bad', publicKey });
    expect(answer).toMatchObject({ status: 422, body: { error: { code: 'invalid_ssh_key' } } });
  });
});
