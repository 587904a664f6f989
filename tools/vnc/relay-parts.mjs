// The relay's own code, bundled as it is in the product, so that real VNC servers and benchmarks meet what customers meet.
import { build } from 'esbuild';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { WebSocketServer } from 'ws';

const CONSOLE = 'apps/api/src/servers/console';
const PATIENCE = { connectMs: 5_000, handshakeMs: 5_000 };
const HOURS_MS = 3_600_000;

async function load(folder, file) {
  const outfile = path.join(folder, `${path.basename(file, '.ts')}.mjs`);
  await build({
    entryPoints: [path.join(CONSOLE, file)],
    bundle: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
    outfile,
  });
  return import(pathToFileURL(outfile).href);
}

/** Starts a relay on a free port in front of one VNC server; `stop` ends it. There is no ticket here: what is tried is what follows it. */
export async function startRelay({ host, port, password, bytesPerSecond = 0 }) {
  // Below the project, so that packages are found.
  const folder = mkdtempSync(path.join('node_modules', '.relay-'));
  const [{ knock }, { ConsoleLine }] = await Promise.all([load(folder, 'reach/knock.ts'), load(folder, 'relay/console-line.ts')]);
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1', perMessageDeflate: false, maxPayload: 1024 * 1024 });
  await new Promise(resolve => server.once('listening', resolve));
  const lines = new Set();
  server.on('connection', async browser => {
    try {
      const { socket, rest } = await knock({ host, port }, password, PATIENCE);
      const limits = { idleMs: HOURS_MS, longestMs: HOURS_MS, bytesPerSecond };
      const line = new ConsoleLine({ id: lines.size, viewOnly: false }, browser, socket, limits, () => lines.delete(line));
      lines.add(line);
      await line.start(rest);
    } catch (error) {
      browser.close(1011, String(error.consoleCause ?? 'failed'));
    }
  });
  return {
    url: `ws://127.0.0.1:${server.address().port}`,
    stop() {
      for (const line of lines) line.close(1000, 'done');
      server.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** A folder that is gone when the process is. */
export function temporaryFolder() {
  const folder = mkdtempSync(path.join(tmpdir(), 'skypanel-vnc-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
