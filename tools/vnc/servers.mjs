// Real VNC servers, started on loopback with a password, as far as this machine has them.
import { spawn, spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import path from 'node:path';
import { temporaryFolder } from './relay-parts.mjs';

export const PASSWORD = 'secretpw';
const FIRST_DISPLAY = 61;
const UP_WITHIN_MS = 10_000;

function has(program) {
  return spawnSync('which', [program], { stdio: 'ignore' }).status === 0;
}

function isFree(port) {
  return new Promise(resolve => {
    const probe = createServer().once('error', () => resolve(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
  });
}

async function freeDisplay() {
  for (let display = FIRST_DISPLAY; display < FIRST_DISPLAY + 40; display++) if (await isFree(5900 + display)) return display;
  throw new Error('no display is free');
}

async function up(port, child) {
  for (let waited = 0; waited < UP_WITHIN_MS; waited += 100) {
    if (child.exitCode !== null) throw new Error(`it ended with ${child.exitCode}`);
    const isOpen = await new Promise(resolve => {
      const socket = connect(port, '127.0.0.1', () => resolve(true)).once('error', () => resolve(false));
      socket.once('connect', () => socket.destroy());
    });
    if (isOpen) return;
    await new Promise(resolve => setTimeout(resolve, 100));
  }
  throw new Error('it did not listen in time');
}

async function started(command, args, port) {
  const child = spawn(command, args, { stdio: 'ignore' });
  await up(port, child);
  return { host: '127.0.0.1', port, stop: () => child.kill('SIGTERM') };
}

/** An X server with VNC of its own. */
async function tigerVnc() {
  const display = await freeDisplay();
  const file = path.join(temporaryFolder(), 'passwd');
  writeFileSync(file, spawnSync('tigervncpasswd', ['-f'], { input: `${PASSWORD}\n` }).stdout, { mode: 0o600 });
  const port = 5900 + display;
  const args = ['-geometry', '1024x768', '-depth', '24', '-rfbport', String(port), '-localhost', '-interface', '127.0.0.1'];
  return started(
    'Xtigervnc',
    [`:${display}`, ...args, '-SecurityTypes', 'VncAuth', '-PasswordFile', file, '-AlwaysShared'],
    port,
  );
}

/** A machine without a disk, whose firmware draws on the screen: a real hypervisor's console. */
async function qemu() {
  const display = await freeDisplay();
  const secret = ['-object', `secret,id=vnc0,data=${PASSWORD}`, '-vnc', `127.0.0.1:${display},password-secret=vnc0`];
  const machine = ['-machine', 'pc,accel=tcg', '-m', '64', '-nodefaults', '-vga', 'std', '-display', 'none'];
  return started('qemu-system-x86_64', [...machine, ...secret], 5900 + display);
}

/** What this machine has; `missing` names the Debian package of what it has not. */
export const SERVERS = [
  {
    name: 'TigerVNC',
    start: tigerVnc,
    isHere: has('Xtigervnc') && has('tigervncpasswd'),
    missing: 'tigervnc-standalone-server, tigervnc-tools',
    resizes: true,
  },
  { name: 'QEMU', start: qemu, isHere: has('qemu-system-x86_64'), missing: 'qemu-system-x86', resizes: false },
];
