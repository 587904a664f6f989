import { setTimeout as pause } from 'node:timers/promises';

/** What happens at a point: the process is gone at once, waits, the step throws, or it is done wrongly. */
export type FailpointAct =
  | { readonly act: 'exit' }
  | { readonly act: 'sleep'; readonly milliseconds: number }
  | { readonly act: 'throw' }
  | { readonly act: 'defect' };

/** Thrown at a point that was told to throw. */
export class FailpointReached extends Error {
  override readonly name = 'FailpointReached';
}

interface Armed {
  readonly act: FailpointAct;
  /** Passes before it acts. */
  skip: number;
  /** How often it acts; then it is a point like any other again. */
  times: number;
}

const armed = new Map<string, Armed>();
let isForbidden = false;

/** For good: from now on nothing can be armed in this process. So it is in production, whatever the environment names. */
export function forbidFailpoints(): void {
  isForbidden = true;
  armed.clear();
}

/**
 * A marked point in a step that moves money. It does nothing, unless a test has armed it or the environment names it
 * (`SKYPANEL_FAILPOINTS=capture.after-gateway=exit,refund.before-commit=sleep:500*2@1`), which production refuses.
 */
export async function failpoint(name: string): Promise<void> {
  const point = armed.get(name);
  if (!point) return;
  if (point.skip > 0) {
    point.skip -= 1;
    return;
  }
  if (point.times <= 0) return;
  point.times -= 1;
  await carryOut(name, point.act);
}

/**
 * Whether a defect was planted at a point: the step then does the wrong thing that its name tells, so that a test can show that
 * it would be found. Never in production.
 */
export function isPlanted(name: string): boolean {
  return armed.get(name)?.act.act === 'defect';
}

/** Arms a point: from the pass after `skip` others on, it acts so many times. */
export function armFailpoint(name: string, act: FailpointAct, { times = 1, skip = 0 } = {}): void {
  if (!isForbidden) armed.set(name, { act, times, skip });
}

/** Arms what a text such as the environment's names. */
export function armFailpoints(text: string): void {
  if (isForbidden) return;
  for (const [name, point] of parseFailpoints(text)) armed.set(name, point);
}

/** Makes every point harmless again. */
export function disarmFailpoints(): void {
  armed.clear();
}

/** Reads `name=act[:milliseconds][*times][@skip]`, parted by commas; what cannot be read is an error of whoever wrote it. */
export function parseFailpoints(text: string): ReadonlyMap<string, Armed> {
  const points = text.split(',').filter(part => part.trim() !== '');
  return new Map(
    points.map(part => {
      const match = /^([a-z.-]+)=(exit|sleep|throw|defect)(?::(\d+))?(?:\*(\d+))?(?:@(\d+))?$/.exec(part.trim());
      if (!match) throw new Error(`SKYPANEL_FAILPOINTS cannot be read at "${part}"`);
      const [, name = '', act, milliseconds = '1000', times = '1', skip = '0'] = match;
      return [name, { act: actOf(act, Number(milliseconds)), times: Number(times), skip: Number(skip) }];
    }),
  );
}

function actOf(act: string | undefined, milliseconds: number): FailpointAct {
  if (act === 'sleep') return { act, milliseconds };
  return { act: act === 'exit' || act === 'defect' ? act : 'throw' };
}

async function carryOut(name: string, act: FailpointAct): Promise<void> {
  switch (act.act) {
    case 'exit':
      // As SIGKILL would: nothing is flushed, closed or said.
      process.kill(process.pid, 'SIGKILL');
      return pause(60_000);
    case 'sleep':
      return pause(act.milliseconds);
    case 'defect':
      return;
    case 'throw':
      throw new FailpointReached(`failpoint ${name}`);
  }
}
