// The disk of the database: a file system of its own that can be full. Where none may be mounted, the kernel refuses to let files
// of PostgreSQL grow instead.
import { spawnSync } from 'node:child_process';
import { mkdirSync, statfsSync } from 'node:fs';

/** Room on a good day; only what is used is taken from the machine. */
const SIZE = 6 * 1024 ** 3;

const isDone = (command, args) => spawnSync(command, args, { stdio: 'ignore' }).status === 0;

export class Disk {
  #folder;
  #isMounted;

  constructor(folder) {
    this.#folder = folder;
    mkdirSync(folder, { recursive: true });
    this.#isMounted = isDone('mount', ['-t', 'tmpfs', '-o', `size=${SIZE},mode=711`, 'tmpfs', folder]);
  }

  /** Leaves so many bytes free; `processes` are those that write. */
  fill(left, processes) {
    if (!this.#isMounted) return limitFiles(processes, String(left));
    const { blocks, bfree, bsize } = statfsSync(this.#folder);
    // What is written meanwhile makes the file system refuse to shrink that far.
    for (let room = left; room < left + 64 * 1024 ** 2; room += 1024 ** 2)
      if (this.#resize((blocks - bfree) * bsize + room)) return;
    throw new Error('The disk could not be filled');
  }

  free(processes) {
    if (!this.#isMounted) return limitFiles(processes, 'unlimited');
    if (!this.#resize(SIZE)) throw new Error('The disk could not be freed');
  }

  #resize(bytes) {
    return isDone('mount', ['-o', `remount,size=${bytes}`, this.#folder]);
  }

  remove() {
    if (this.#isMounted) spawnSync('umount', ['-l', this.#folder]);
  }
}

/** Only the limit that a process may raise again itself; one that has just ended needs none. */
function limitFiles(processes, bytes) {
  for (const pid of processes) spawnSync('prlimit', ['--pid', String(pid), `--fsize=${bytes}:`]);
}
