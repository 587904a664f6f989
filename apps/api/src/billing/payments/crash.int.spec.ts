import { createSandbox, type Sandbox } from '@sky/simulators';
import { environmentFor, freshDatabase, type RealProcess, startRealProcess } from '../../testing';
import { Script } from '../../testing/script';

const form = {
  fullName: 'Ada Lovelace',
  username: 'ada',
  email: 'ada@example.com',
  password: 'analytical-engine',
  acceptTerms: true,
};
const LONGEST_RECOVERY_MS = 60_000;

describe('a process that is killed between the capture and its posting', () => {
  let sandbox: Sandbox;
  let database: Awaited<ReturnType<typeof freshDatabase>>;
  let running: RealProcess | undefined;

  beforeAll(async () => {
    [sandbox, database] = await Promise.all([createSandbox({ port: 0 }), freshDatabase()]);
  });

  afterAll(async () => {
    await running?.stop();
    await sandbox.stop();
    await database.drop();
  });

  const start = async () => (running = await startRealProcess(environmentFor(database, sandbox)));

  it('has credited the payment once within a minute of the next start', async () => {
    const first = await start();
    const ada = new Script(first.url);
    await signUp(ada);
    const { body: checkout } = await ada.send<{ orderId: string }>('POST', '/api/billing/add-credits', { amount: '25.00' });
    await sandbox.paypal.approve(checkout.orderId);
    sandbox.faults.add({
      service: 'paypal',
      path: '*/capture',
      method: 'POST',
      fault: 'delay',
      delayMs: 20_000,
      after: true,
      times: 1,
    });

    const lost = ada.send('POST', '/api/billing/capture-paypal-payment', { orderId: checkout.orderId }).catch(() => 'no answer');
    while (sandbox.paypal.captures().length === 0) await pause(20);
    await first.kill();
    expect(await lost).toBe('no answer');

    const second = await start();
    const again = ada.at(second.url);
    const deadline = Date.now() + LONGEST_RECOVERY_MS;
    while ((await balanceOf(again)) !== '25.00' && Date.now() < deadline) await pause(250);
    expect(await balanceOf(again)).toBe('25.00');
    expect(sandbox.paypal.captures()).toHaveLength(1);
    const { body } = await again.send<{ data: unknown[] }>('GET', '/api/transactions');
    expect(body.data).toHaveLength(1);
  }, 150_000);

  async function signUp(script: Script): Promise<void> {
    await script.send('POST', '/api/auth/register', form);
    while (sandbox.mail.to(form.email).length === 0) await pause(50);
    const code = /\b\d{6}\b/.exec(sandbox.mail.to(form.email)[0]?.subject ?? '')?.[0];
    await script.send('POST', '/api/verification/verify-email', { email: form.email, code });
    await script.send('POST', '/api/auth/login', { username: form.username, password: form.password });
  }
});

async function balanceOf(script: Script): Promise<string> {
  return (await script.send<{ balance: string }>('GET', '/api/billing/balance')).body.balance;
}

function pause(ms: number): Promise<void> {
  return new Promise(resolve => setTimeout(resolve, ms));
}
