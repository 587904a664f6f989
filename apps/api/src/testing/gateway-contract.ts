import type { GatewayCapabilities } from '../billing/gateways/payment-gateway';
import { LedgerVerifier } from '../billing/ledger/ledger-verifier';
import { ARRIVAL_CASES } from './gateway-cases/arrivals';
import { DISPUTE_CASES } from './gateway-cases/disputes';
import { FAULT_CASES } from './gateway-cases/faults';
import { REFUND_CASES } from './gateway-cases/refunds';
import { ContractDesk, type GatewayRig } from './gateway-rig';
import type { TestApp } from './test-app';

/** What a case needs a gateway to be able to, and why one that is not cannot have it. */
export interface Need {
  readonly capability: Exclude<keyof GatewayCapabilities, 'patienceMs'>;
  readonly is: boolean;
  readonly because: string;
}

/** One adversarial case of the contract that every gateway keeps. */
export interface ContractCase {
  readonly name: string;
  readonly need?: Need;
  run(desk: ContractDesk): Promise<void>;
}

const GROUPS: readonly (readonly [string, readonly ContractCase[]])[] = [
  ['money that arrives', ARRIVAL_CASES],
  ['faults', FAULT_CASES],
  ['refunds', REFUND_CASES],
  ['disputes', DISPUTE_CASES],
];

/**
 * Declares the contract as tests of one gateway. A case that a gateway cannot have proves that by its capability; none is left
 * out in silence.
 */
export function gatewayContract(sky: TestApp, rigOf: () => GatewayRig): void {
  const desks: ContractDesk[] = [];
  const desk = () => (desks[0] ??= new ContractDesk(sky, rigOf()));

  afterEach(() => sky.sandbox.faults.clear());

  describe.each(GROUPS)('%s', (_group, cases) => {
    it.each(cases.map(one => [one.name, one] as const))('%s', async (_name, { need, run }) => {
      const { capabilities } = desk().rig;
      if (need && capabilities[need.capability] !== need.is) {
        expect(need.because).toMatch(/\w/);
        expect(capabilities[need.capability]).toBe(!need.is);
      } else await run(desk());
    });
  });

  it('has left books that verify', async () => {
    expect((await sky.app.get(LedgerVerifier).verify()).problem).toBeNull();
  });
}

/** How many cases the contract has. */
export const CONTRACT_CASES = GROUPS.reduce((sum, [, cases]) => sum + cases.length, 0);
