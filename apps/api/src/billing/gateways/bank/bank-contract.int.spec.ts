import { testApp } from '../../../testing';
import { gatewayContract } from '../../../testing/gateway-contract';
import { SettingsService } from '@api/settings';
import { BankTransferGateway } from './bank-transfer-gateway';

describe('bank transfer keeps the contract of gateways', () => {
  const sky = testApp();

  beforeAll(async () => {
    await sky.app.get(SettingsService).set('billing.bankTransferEnabled', true);
    await sky.app.get(SettingsService).set('billing.bankDetails', 'Example Hosting\nDE02 1203 0000 0000 2020 51');
  });

  gatewayContract(sky, () => ({
    name: 'bank_transfer',
    capabilities: sky.app.get(BankTransferGateway).capabilities,
    async arrive({ paymentId }, amount) {
      const [row] = await sky.em.execute<{ amount: string; currency: string }[]>(
        'select amount, currency from payments where id = ?',
        [paymentId],
      );
      const asked = row?.currency === 'JPY' ? String(BigInt(row.amount) / 1_000_000n) : decimal(row?.amount ?? '0');
      const admin = await sky.make.admin();
      const { status } = await admin.browser.post(`/api/admin/payments/${paymentId}/arrival`, {
        amount: amount ?? asked,
        arrivedOn: '2026-01-15',
        bankReference: `BOOKING-${paymentId}`,
      });
      expect(status).toBe(200);
    },
    async payOut({ id }) {
      const admin = await sky.make.admin();
      const { status } = await admin.browser.post(`/api/admin/refunds/${id}/paid-out`, { bankReference: `PAYOUT-${id}` });
      expect(status).toBe(200);
    },
  }));
});

function decimal(micro: string): string {
  const cents = BigInt(micro) / 10_000n;
  return `${cents / 100n}.${String(cents % 100n).padStart(2, '0')}`;
}
