// Tries the console relay against real VNC servers: sign-in with the password, a picture, typing, another size, and a wrong password.
// Usage: node tools/check-vnc.mjs. Servers that are not installed are named and left out; with none there is nothing to check.
import { startRelay } from './vnc/relay-parts.mjs';
import { PASSWORD, SERVERS } from './vnc/servers.mjs';
import { Viewer } from './vnc/viewer.mjs';

let failed = 0;

async function check(what, act) {
  try {
    console.log(`  ok      ${what}: ${await act()}`);
  } catch (error) {
    failed += 1;
    console.log(`  FAILED  ${what}: ${error.message}`);
  }
}

for (const { name, start, isHere, missing, resizes } of SERVERS) {
  if (!isHere) {
    console.log(`${name}: skipped, not installed (${missing})`);
    continue;
  }
  console.log(name);
  const server = await start();
  const relay = await startRelay({ ...server, password: PASSWORD });
  const wrong = await startRelay({ ...server, password: 'not-this' });
  try {
    const viewer = await Viewer.connect(relay.url);
    await check('picture', async () => {
      const { width, height } = await viewer.picture();
      if (width < 100 || height < 100) throw new Error(`${width}x${height}`);
      return `${width}x${height}, "${viewer.name}"`;
    });
    await check('typing', async () => {
      viewer.type('hello\n');
      await viewer.picture();
      return 'taken';
    });
    if (resizes)
      await check('another size', async () => {
        const { width, height } = await viewer.resize(800, 600);
        if (width !== 800 || height !== 600) throw new Error(`it stays ${width}x${height}`);
        return '800x600';
      });
    await viewer.close();
    await check('wrong password', async () => {
      const refused = await Viewer.connect(wrong.url).then(
        () => 'let in',
        error => error.message,
      );
      if (!refused.includes('wrong-password')) throw new Error(refused);
      return 'refused, with the cause';
    });
  } finally {
    relay.stop();
    wrong.stop();
    server.stop();
  }
}
console.log(failed === 0 ? 'all passed' : `${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
