import { rmSync } from 'node:fs';
import path from 'node:path';

export default async function () {
  const postgres = globalThis.__POSTGRES__;
  if (!postgres) return;
  await postgres.stop();
  if (!postgres.isExternal) rmSync(path.dirname(postgres.dir), { recursive: true, force: true });
}
