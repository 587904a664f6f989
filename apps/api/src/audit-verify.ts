import 'reflect-metadata';
import { Sealer, Verifier } from '@api/audit';

// No queue, no schedules; only what waits is sealed first, so that it is verified too.
process.env['SKYPANEL_ROLES'] = 'web';
const { commandContext } = await import('./application-context');

const app = await commandContext();
await app.get(Sealer).seal();
const { reached, unsealed, anchors, problem } = await app.get(Verifier).verify();
if (problem === null)
  console.log(
    `The audit log verifies: ${reached.position} entries (${unsealed} not sealed yet), held against ${anchors} daily anchors.`,
  );
else {
  console.error(`The audit log does not verify: ${problem.message}`);
  process.exitCode = 1;
}
await app.close();
