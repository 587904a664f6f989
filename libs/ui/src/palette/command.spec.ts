import { type Command, matching } from './command';

const command = (label: string, note?: string): Command => ({
  id: label,
  group: 'Go to',
  label,
  icon: 'overview',
  run: () => undefined,
  ...(note && { note }),
});

describe(matching, () => {
  const commands = [command('Overview'), command('Billing', 'credit, top-up, transactions'), command('Order a server')];

  it.each([
    ['', ['Overview', 'Billing', 'Order a server']],
    ['BILL', ['Billing']],
    ['top credit', ['Billing']],
    ['server order', ['Order a server']],
    ['nothing', []],
  ])('finds by every word of %j', (text, labels) => {
    expect(matching(commands, text).map(({ label }) => label)).toEqual(labels);
  });
});
