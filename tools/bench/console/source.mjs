// A console that asks for no password and then floods, or answers every ten bytes with sixteen. Its first client message decides which.
import { createServer } from 'node:net';

const FLOOD = Buffer.alloc(64 * 1024, 7);
const NAME = Buffer.from('bench');

function serverInit() {
  const head = Buffer.alloc(24);
  head.writeUInt16BE(1024, 0);
  head.writeUInt16BE(768, 2);
  head.writeUInt32BE(NAME.length, 20);
  return Buffer.concat([head, NAME]);
}

const server = createServer({ noDelay: true }, socket => {
  socket.on('error', () => undefined);
  socket.write('RFB 003.008\n');
  let step = 0;
  let pending = Buffer.alloc(0);
  const pour = () => {
    while (!socket.destroyed && socket.write(FLOOD));
  };
  const steps = [
    { need: 12, act: () => socket.write(Buffer.from([1, 1])) },
    { need: 1, act: () => socket.write(Buffer.alloc(4)) },
    { need: 1, act: () => socket.write(serverInit()) },
  ];
  socket.on('data', chunk => {
    pending = Buffer.concat([pending, chunk]);
    for (; step < steps.length && pending.length >= steps[step].need; step++) {
      pending = pending.subarray(steps[step].need);
      steps[step].act();
    }
    for (; step >= steps.length && pending.length >= 10; pending = pending.subarray(10))
      // An incremental request is answered, a full one opens the flood.
      if (pending[1] === 1) socket.write(FLOOD.subarray(0, 16));
      else {
        socket.on('drain', pour);
        pour();
      }
  });
});
server.listen(0, '127.0.0.1', () => process.send({ port: server.address().port }));
