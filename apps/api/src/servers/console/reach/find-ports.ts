import { dial } from './dial';

const FIRST = 5900;
const LAST = 5910;
const EACH_MS = 1_500;

/**
 * Which of the usual console ports answer at the address that VirtFusion reported. For the explanation alone: the relay never
 * connects a viewer to a port that was not reported, because it may be somebody else's machine.
 */
export async function portsThatAnswer(host: string): Promise<number[]> {
  const ports = Array.from({ length: LAST - FIRST + 1 }, (_, offset) => FIRST + offset);
  const answers = await Promise.all(ports.map(port => isOpen(host, port)));
  return ports.filter((_, index) => answers[index]);
}

async function isOpen(host: string, port: number): Promise<boolean> {
  try {
    (await dial({ host, port }, EACH_MS)).destroy();
    return true;
  } catch {
    return false; // what this means is said by the check that failed before
  }
}
