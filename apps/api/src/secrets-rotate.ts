import 'reflect-metadata';
import { SealedColumns } from './platform';

// No queue, no schedules: only the sealed values.
process.env['SKYPANEL_ROLES'] = 'web';
const { commandContext } = await import('./application-context');

const app = await commandContext();
const done = await app.get(SealedColumns).rotate();
await app.close();
for (const [table, count] of done)
  console.log(`${table}: ${count} ${count === 1 ? 'value' : 'values'} sealed with the present key`);
