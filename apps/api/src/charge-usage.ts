import 'reflect-metadata';
import { Meters } from '@api/billing';

// The schedule does this every minute; by hand it serves after a long stop, and to measure it.
process.env['SKYPANEL_ROLES'] = 'web';
const { commandContext } = await import('./application-context');

const app = await commandContext();
const startedAt = performance.now();
const hours = await app.get(Meters).charge(null);
console.log(JSON.stringify({ hours, ms: Math.round(performance.now() - startedAt) }));
await app.close();
