// Copies a built web app to dist/web/<app> and lays a .br and a .gz beside every file worth compressing, so that the API
// only has to send them. Usage: node tools/web.mjs portal
import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import zlib from 'node:zlib';

const app = process.argv[2];
const out = path.join('dist/web', app);
const brotli = promisify(zlib.brotliCompress);
const gzip = promisify(zlib.gzip);

/** Smaller files gain nothing; index.html is sent with the brand inlined, so it is compressed on the way, not here. */
const WORTH_BYTES = 1024;
const isCompressible = file => /\.(js|css|svg|json|txt|webmanifest)$/.test(file);

rmSync(out, { recursive: true, force: true });
cpSync(path.join('dist/apps', app), out, { recursive: true });

await Promise.all(
  readdirSync(out, { recursive: true })
    .filter(isCompressible)
    .map(async name => {
      const file = path.join(out, name);
      const data = readFileSync(file);
      if (data.length < WORTH_BYTES) return;
      const params = { [zlib.constants.BROTLI_PARAM_QUALITY]: 11, [zlib.constants.BROTLI_PARAM_SIZE_HINT]: data.length };
      writeFileSync(`${file}.br`, await brotli(data, { params }));
      writeFileSync(`${file}.gz`, await gzip(data, { level: 9 }));
    }),
);
