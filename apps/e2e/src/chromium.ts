import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

const SYSTEM = [process.env['CHROMIUM'], '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** The packaged one is meant for machines without processes to spare; in one process, closing one visitor's window takes all others along. */
const CRAMPED = new Set(['--single-process', '--no-zygote']);

/** A headless Chromium: the system's if there is one, else the one that came through npm. */
export async function launchChromium(): Promise<Browser> {
  const system = SYSTEM.find(file => file !== undefined && file !== '' && existsSync(file));
  if (system) return chromium.launch({ executablePath: system, args: FLAGS });
  const { default: packaged } = await import('@sparticuz/chromium');
  const args = packaged.args.filter(flag => !CRAMPED.has(flag));
  return chromium.launch({ executablePath: await packaged.executablePath(), args: [...args, ...FLAGS] });
}
