import { testApp } from '../../../testing';
import { CONTRACT_CASES, gatewayContract } from '../../../testing/gateway-contract';
import { PayPalGateway } from './paypal-gateway';

describe('PayPal keeps the contract of gateways', () => {
  const sky = testApp({ listen: true });

  gatewayContract(sky, () => ({
    name: 'paypal',
    capabilities: sky.app.get(PayPalGateway).capabilities,
    async arrive({ orderId }, amount) {
      const order = sky.sandbox.paypal.orders().find(({ id }) => id === orderId);
      if (amount !== undefined) Object.assign(order?.purchaseUnits[0]?.amount ?? {}, { value: amount });
      await sky.sandbox.paypal.approve(orderId);
    },
    payOut: () => Promise.resolve(),
  }));

  it('has all cases of the contract', () => {
    expect(CONTRACT_CASES).toBeGreaterThanOrEqual(40);
  });
});
