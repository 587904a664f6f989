import type { ContractCase } from '../gateway-contract';
import { HAS_DISPUTES } from './needs';
import type { Begun, ContractDesk } from '../gateway-rig';

/** Disputes and chargebacks: lost money is taken back once, won money comes back once, in whatever order the news comes. */
export const DISPUTE_CASES: readonly ContractCase[] = [
  dispute('refuses to refund what is disputed, and shows the case', async (desk, begun) => {
    await opened(desk, begun);
    expect(await desk.askRefund(begun, '1.00')).toMatchObject({ status: 422, body: { error: { code: 'payment_disputed' } } });
    expect((await desk.shown(begun)).disputes).toMatchObject([{ state: 'open', amount: '25.00', reason: 'UNAUTHORISED' }]);
    await expectMovements(desk, begun);
  }),
  dispute('takes a lost dispute’s money back once', async (desk, begun) => {
    const id = await opened(desk, begun);
    await desk.sky.sandbox.paypal.decideDispute(id, 'RESOLVED_BUYER_FAVOUR');
    await desk.till.hear();
    await desk.sky.sandbox.paypal.replay({ last: 3, times: 2, shuffle: true });
    await desk.till.hear();
    await expectMovements(desk, begun, 'reversal -2500');
    expect((await desk.shown(begun)).disputes).toMatchObject([{ state: 'lost', taken: '25.00' }]);
  }),
  dispute('takes a lost dispute’s money back when the capture does not show it', async (desk, begun) => {
    const id = await opened(desk, begun, '10.00');
    await desk.sky.sandbox.paypal.decideDispute(id, 'ACCEPTED', { movesMoney: false });
    await desk.till.hear();
    await desk.news(begun);
    await expectMovements(desk, begun, 'reversal -1000');
  }),
  dispute('takes nothing back for a dispute that is won', async (desk, begun) => {
    const id = await opened(desk, begun);
    await desk.sky.sandbox.paypal.decideDispute(id, 'RESOLVED_SELLER_FAVOUR');
    await desk.till.hear();
    await expectMovements(desk, begun);
    expect((await desk.shown(begun)).disputes).toMatchObject([{ state: 'won', taken: '0.00' }]);
  }),
  dispute('gives back once what a reversal took, when the dispute is won', async (desk, begun) => {
    const id = await opened(desk, begun);
    desk.sky.sandbox.paypal.reverseCapture(desk.till.captureIdOf(begun.orderId));
    await desk.till.hear();
    await expectMovements(desk, begun, 'reversal -2500');
    await desk.sky.sandbox.paypal.decideDispute(id, 'RESOLVED_SELLER_FAVOUR');
    await desk.till.hear();
    await desk.sky.sandbox.paypal.replay({ last: 3, times: 2, shuffle: true });
    await desk.till.hear();
    await desk.news(begun);
    await expectMovements(desk, begun, 'reversal -2500', 'reversal 2500');
    expect((await desk.shown(begun)).disputes).toMatchObject([{ state: 'won', taken: '25.00', restored: '25.00' }]);
  }),
  dispute('makes one case of a reversal and the dispute that follows it', async (desk, begun) => {
    desk.sky.sandbox.paypal.reverseCapture(desk.till.captureIdOf(begun.orderId));
    await desk.till.hear();
    const id = await opened(desk, begun, '25.00');
    await desk.sky.sandbox.paypal.decideDispute(id, 'RESOLVED_BUYER_FAVOUR', { movesMoney: false });
    await desk.till.hear();
    await expectMovements(desk, begun, 'reversal -2500');
    expect((await desk.shown(begun)).disputes).toMatchObject([{ state: 'lost', gatewayDisputeId: id }]);
  }),
  dispute('takes only the rest back for a dispute after a refund', async (desk, begun) => {
    await desk.refund(begun, '5.00');
    const id = await opened(desk, begun);
    await desk.sky.sandbox.paypal.decideDispute(id, 'RESOLVED_BUYER_FAVOUR');
    await desk.till.hear();
    await expectMovements(desk, begun, 'refund -500', 'reversal -2000');
  }),
  dispute('adds a refund to a dispute that was lost, and never takes more than was paid', async (desk, begun) => {
    const id = await opened(desk, begun, '10.00');
    await desk.sky.sandbox.paypal.decideDispute(id, 'RESOLVED_BUYER_FAVOUR');
    await desk.till.hear();
    expect((await desk.askRefund(begun, '15.01')).status).toBe(422);
    await desk.refund(begun);
    await desk.news(begun);
    await expectMovements(desk, begun, 'reversal -1000', 'refund -1500');
  }),
  dispute('gives a lost dispute’s money back when it is won after all', async (desk, begun) => {
    const id = await opened(desk, begun, '10.00');
    await desk.sky.sandbox.paypal.decideDispute(id, 'RESOLVED_BUYER_FAVOUR', { movesMoney: false });
    await desk.till.hear();
    await desk.sky.sandbox.paypal.decideDispute(id, 'RESOLVED_SELLER_FAVOUR');
    await desk.till.hear();
    await expectMovements(desk, begun, 'reversal -1000', 'reversal 1000');
    await desk.refund(begun, '5.00');
    await expectMovements(desk, begun, 'reversal -1000', 'reversal 1000', 'refund -500');
  }),
];

function dispute(name: string, run: (desk: ContractDesk, begun: Begun) => Promise<void>): ContractCase {
  return {
    name,
    need: HAS_DISPUTES,
    run: async desk => {
      const begun = await desk.credited();
      await desk.till.hear();
      await run(desk, begun);
    },
  };
}

async function opened(desk: ContractDesk, begun: Begun, value?: string): Promise<string> {
  const captureId = desk.till.captureIdOf(begun.orderId);
  const { id } = await desk.sky.sandbox.paypal.openDispute(captureId, value === undefined ? {} : { value });
  await desk.till.hear();
  return id;
}

async function expectMovements(desk: ContractDesk, { owner }: Begun, ...after: string[]): Promise<void> {
  expect(await desk.till.movementsOf(owner)).toEqual(['credit_purchase 2500', ...after]);
}
