import type { Machine } from './machine';
import { INK, type Ink } from './palette';
import { CONSOLE_MODE, FIRMWARE_MODE, type ScreenMode } from './screen-mode';

/** Something that appears while a guest boots, so many milliseconds after its power came on. */
export interface BootStep {
  readonly atMs: number;
  /** A change of resolution, which also clears the screen. */
  readonly mode?: ScreenMode;
  readonly line?: readonly (readonly [text: string, ink: Ink])[];
}

const KERNEL_AT_MS = 800;
const SERVICES_AT_MS = 1700;
const KERNEL_EVERY_MS = 90;
const SERVICES_EVERY_MS = 110;

/** When the login prompt is there. */
export const BOOTED_AFTER_MS = 2600;

/** A boot from the firmware to the last service; the login prompt follows it. */
export function bootScript(machine: Machine): BootStep[] {
  return [
    { atMs: 0, mode: FIRMWARE_MODE },
    ...spread(firmwareLines(machine), 50, 120),
    { atMs: KERNEL_AT_MS, mode: CONSOLE_MODE },
    ...kernelLines(machine).map((text, index) => {
      const atMs = KERNEL_AT_MS + index * KERNEL_EVERY_MS;
      return { atMs, line: [[stampOf(atMs - KERNEL_AT_MS), INK.green] as const, [text, INK.grey] as const] };
    }),
    ...serviceLines(machine).map((text, index) => ({
      atMs: SERVICES_AT_MS + index * SERVICES_EVERY_MS,
      line: [['[ ', INK.grey] as const, ['done', INK.green] as const, [` ] ${text}`, INK.grey] as const],
    })),
  ];
}

function firmwareLines({ memory, cores, storage }: Machine): string[] {
  return [
    'Virtual machine firmware',
    `Processors: ${cores}   Memory: ${memory} MB, tested`,
    `Disk vda: ${storage} GB, virtio`,
    '',
    'Starting from disk vda, press Ctrl+Alt+Del to begin again',
  ];
}

function kernelLines({ system, memory, cores, storage, hostname }: Machine): string[] {
  return [
    `kernel: waking up for ${system}`,
    `memory: ${memory * 1024} kB handed over by the hypervisor`,
    `cpu: ${cores} virtual ${cores === 1 ? 'processor' : 'processors'} online`,
    'clock: follows the hypervisor',
    'console: text mode, 100 by 37 characters',
    `disk: vda has ${storage} GB in one partition`,
    'files: vda1 is clean, taken as /',
    'net: eth0 is a virtio card, link is up',
    `name: this machine is ${hostname}`,
  ];
}

function serviceLines({ address }: Machine): string[] {
  return [
    'Files checked',
    'System journal runs',
    `Network eth0${address === null ? '' : ` has ${address}`}`,
    'Clock is in step',
    'Remote shell listens on port 22',
    'Scheduled tasks run',
    'Ready for people to log in',
  ];
}

function spread(lines: readonly string[], fromMs: number, everyMs: number): BootStep[] {
  return lines.map((text, index) => ({ atMs: fromMs + index * everyMs, line: [[text, INK.white]] }));
}

function stampOf(ms: number): string {
  return `[${(ms / 1000).toFixed(6).padStart(11)}] `;
}
