import { createSandbox, type Sandbox, type SandboxOptions } from '../../sandbox';
import { asker, type Ask } from '../../testing/asker';

/** A simulated panel, and somebody with its token. */
export interface Panel {
  readonly sandbox: Sandbox;
  readonly ask: Ask;
  /** The panel without a token. */
  readonly stranger: Ask;
}

/** Starts a panel whose builds take an hour of the sandbox's clock, so that tests decide when they are done. */
export async function openPanel(options: SandboxOptions = {}): Promise<Panel> {
  const sandbox = await createSandbox({ buildSeconds: 3600, powerSeconds: 600, ...options });
  const base = `${sandbox.virtfusion.url}/api/v1`;
  return {
    sandbox,
    ask: asker(base, { authorization: `Bearer ${sandbox.virtfusion.token}`, accept: 'application/json' }),
    stranger: asker(base),
  };
}

/** A user with an external relation; answers VirtFusion's id. */
export async function addUser({ ask }: Panel, extRelationId: number, more: Record<string, unknown> = {}): Promise<number> {
  const answer = await ask('POST', '/users', {
    name: `User ${extRelationId}`,
    email: `u${extRelationId}@example.com`,
    extRelationId,
    ...more,
  });
  return answer.json.data.id as number;
}

/** A server that was created and not built. */
export async function addServer({ ask }: Panel, userId: number, more: Record<string, unknown> = {}): Promise<number> {
  const answer = await ask('POST', '/servers', { packageId: 1, userId, hypervisorId: 1, ...more });
  return answer.json.data.id as number;
}

/** A server that was built and runs. */
export async function addRunningServer(panel: Panel, userId: number, more: Record<string, unknown> = {}): Promise<number> {
  const id = await addServer(panel, userId, more);
  await panel.ask('POST', `/servers/${id}/build`, { operatingSystemId: 1, name: `server-${id}`, hostname: `s${id}.example.net` });
  panel.sandbox.clock.advance(1);
  return id;
}

/** A server's full object. */
export async function readServer({ ask }: Panel, id: number, query = '') {
  return (await ask('GET', `/servers/${id}${query}`)).json.data;
}
