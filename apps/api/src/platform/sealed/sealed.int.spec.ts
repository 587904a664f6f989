import { EntityManager } from '@mikro-orm/postgresql';
import { MailService } from '@api/mail';
import { testApp } from '../../testing';
import { Config } from '../config';
import { Canary } from './canary';
import { SealedBox } from './sealed-box';
import { SealedColumns } from './sealed-columns';

const KEYS = { old: 'the-first-application-key-0123456789ab', new: 'the-second-application-key-0123456789' };

function boxWith(present: string, previous = ''): SealedBox {
  const { env } = new Config();
  return new SealedBox({ env: { ...env, APP_KEY: present, APP_KEY_PREVIOUS: previous } } as Config);
}

describe('sealed values', () => {
  const test = testApp({ env: { APP_KEY: KEYS.old } });

  it('open for their purpose only, and not when they were changed or moved', () => {
    const box = test.app.get(SealedBox);
    const [one, two] = [box.seal('alpha', 'table.column 1'), box.seal('beta', 'table.column 2')];
    expect(box.open(one, 'table.column 1')).toBe('alpha');
    expect(() => box.open(one, 'table.column 2')).toThrow('does not open');
    const swapped = [...one.split('.').slice(0, 3), two.split('.')[3]].join('.');
    expect(() => box.open(swapped, 'table.column 1')).toThrow('does not open');
    const changed = one.slice(0, -1) + (one.endsWith('A') ? 'B' : 'A');
    expect(() => box.open(changed, 'table.column 1')).toThrow('does not open');
    expect(box.seal('alpha', 'x')).not.toBe(box.seal('alpha', 'x'));
  });

  it('name the key they need, and the previous key still opens them', () => {
    const [before, after] = [boxWith(KEYS.old), boxWith(KEYS.new, KEYS.old)];
    const value = before.seal('alpha', 'x');
    expect(after.open(value, 'x')).toBe('alpha');
    expect(after.isOutdated(value)).toBe(true);
    expect(after.isOutdated(after.seal('alpha', 'x'))).toBe(false);
    expect(() => boxWith(KEYS.new).open(value, 'x')).toThrow('does not open');
  });

  it('move to a new key while mail goes on, and then the old key is not needed any more', async () => {
    const ada = { userId: null, email: 'ada@example.com' };
    const letter = { fullName: 'Ada', link: 'http://127.0.0.1/' };
    const { em } = test;
    for (let count = 0; count < 5; count++)
      await test.app.get(MailService).send(ada, 'password-changed', letter, `rotation:${count}`);
    const columns = new SealedColumns(em as EntityManager, boxWith(KEYS.new, KEYS.old));
    columns.register({
      table: 'mail_messages',
      id: 'id',
      column: 'sealed_body',
      boundTo: 'once_key',
      purpose: key => `mail_messages.sealed_body ${key}`,
    });
    expect(await columns.outdated()).toBe(5);
    expect(Object.fromEntries(await columns.rotate())).toEqual({ mail_messages: 5 });
    expect(await columns.outdated()).toBe(0);
    const rows = await em.execute<{ once_key: string; sealed_body: string }[]>('select once_key, sealed_body from mail_messages');
    for (const { once_key: key, sealed_body: body } of rows)
      expect(boxWith(KEYS.new).open(body, `mail_messages.sealed_body ${key}`)).toContain('Hello Ada');
  });

  it('keep the product from starting with a wrong key', async () => {
    const canaryWith = (box: SealedBox) =>
      new Canary(test.em as EntityManager, box, new SealedColumns(test.em as EntityManager, box));
    await expect(canaryWith(boxWith(KEYS.new, KEYS.old)).onApplicationBootstrap()).resolves.toBeUndefined();
    await expect(canaryWith(boxWith(KEYS.new)).onApplicationBootstrap()).rejects.toThrow('APP_KEY');
  });
});
