import { paidUp } from '../acts.mjs';

/** What VirtFusion is asked while a server is built, in its order. */
export const BUILDING_STEPS = [
  { method: 'GET', path: '/api/v1/servers/user/*' },
  { method: 'POST', path: '/api/v1/servers' },
  { method: 'POST', path: '/api/v1/ssh_keys' },
  { method: 'GET', path: '/api/v1/servers/*' },
  { method: 'POST', path: '/api/v1/servers/*/build' },
  { method: 'DELETE', path: '/api/v1/servers/*' },
];

const KEY = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcH chaos';

/**
 * F15 at each step of an order: VirtFusion refuses, fails, hangs or is not understood, once or several times. I14 says how it may
 * end: a server that is paid for on both sides, or the money back and no server.
 */
export async function badBuilding(world, schedule, people) {
  await Promise.all(people.map((person, index) => paidUp(world, person, `${schedule.seed}-rich-${index}`)));
  for (const { step, ...fault } of schedule.buildingFaults)
    world.sandbox.faults.add({ service: 'virtfusion', ...BUILDING_STEPS[step], ...fault });
  if (schedule.choice % 3 === 0) world.sandbox.virtfusion.failNext('build_server');
  await Promise.all(
    people.map((person, index) => {
      const order = { packageId: world.packages[0], locationId: 1, templateId: 1, name: `b-${schedule.seed}`, sshPublicKey: KEY };
      return person.make('order', '/api/user/servers', order, `${schedule.seed}-built-${index}`);
    }),
  );
}
