import type { INestApplicationContext } from '@nestjs/common';
import { PriceList } from '@api/billing';
import { PowerService } from '@api/servers';
import { SettingsService } from '@api/settings';
import { CatalogueMirror, CatalogueReader } from '@api/virtfusion';
import { giveBack, isWelcomed, livesInAarhus, makeGood, openTill } from './money';
import { Stage } from './stage';

/** Monthly prices by the sandbox's package names. */
const PRICES: Record<string, string> = { S1: '5.50', S2: '11.00', M1: '22.00', M2: '34.00', L1: '48.00' };
const FRANKFURT = 1;
const HELSINKI = 2;
const DEBIAN = 1;
const UBUNTU = 3;

/**
 * Tells three months of a small hosting company: prices, two customers, payments, servers that come and go. Everything
 * happens through the product's own services at the time it is said to have happened, so the ledger verifies.
 */
export async function tellStory(app: INestApplicationContext): Promise<void> {
  const stage = new Stage(app);
  await stage.beginDaysAgo(96);
  await openBusiness(app);
  const mara = await stage.person('admin', 'Mara Lindqvist', 'demo-admin-password', 'admin');
  await stage.person('sven', 'Sven Ek', 'demo-sven-password', 'support');
  const bea = await stage.person('bea', 'Bea Moreau', 'demo-bea-password', 'billing');
  await openTill(app, mara);
  const packages = new Map((await app.get(CatalogueReader).packages()).map(({ id, name }) => [name, id]));
  const plan = (name: string) => packages.get(name) ?? 1;

  await stage.days(3);
  const ada = await stage.person('ada', 'Ada Lovelace', 'demo-ada-password');
  await livesInAarhus(app, ada);
  await stage.topUp(ada, '25.00');
  await stage.server(ada, { packageId: plan('S1'), locationId: FRANKFURT, templateId: DEBIAN, name: 'web-1' });
  await stage.days(9);
  await stage.server(ada, { packageId: plan('S2'), locationId: FRANKFURT, templateId: UBUNTU, name: 'db-1' });
  await stage.days(27);
  await stage.topUp(ada, '20.00');
  await stage.days(6);
  await stage.failNextBuilds(2);
  await stage.server(ada, { packageId: plan('M1'), locationId: HELSINKI, templateId: UBUNTU, name: 'build-7' });
  await stage.days(21);
  const generous = await stage.topUp(ada, '20.00');
  await giveBack(app, generous, '5.00', bea);
  const mail = await stage.server(ada, { packageId: plan('S1'), locationId: HELSINKI, templateId: DEBIAN, name: 'mail-1' });
  await stage.days(19);

  const linus = await stage.person('linus', 'Linus Pauling', 'demo-linus-password');
  await stage.topUp(linus, '10.00');
  await isWelcomed(app, linus);
  await stage.days(5);
  await stage.server(linus, { packageId: plan('S1'), locationId: FRANKFURT, templateId: DEBIAN, name: 'lab' });
  await stage.topUp(ada, '5.00');
  await makeGood(app, ada, bea);
  const grace = await stage.person('grace', 'Grace Hopper', 'demo-grace-password');
  await stage.topUp(grace, '5.00');
  await stage.server(grace, { packageId: plan('L1'), locationId: FRANKFURT, templateId: UBUNTU, name: 'compiler' });
  await stage.days(5.9);
  await stage.arriveAtNow();

  await app.get(PowerService).power(ada.id, mail, 'shutdown');
  await stage.until(async () => (await stage.stateOf(mail)) === 'stopped', 'mail-1 is off');
}

async function openBusiness(app: INestApplicationContext): Promise<void> {
  const settings = app.get(SettingsService);
  await settings.set('company.name', 'Northwind Cloud');
  await settings.set('company.address', 'Northwind Cloud Ltd\n12 Harbour Street\n2100 Copenhagen, Denmark');
  await settings.set('company.taxId', 'DK12345678');
  await settings.set('company.supportEmail', 'support@northwind.example');
  await app.get(CatalogueMirror).refresh();
  for (const { id, name } of await app.get(CatalogueReader).packages())
    await app.get(PriceList).set(id, PRICES[name] ?? '60.00', null);
}
