import { CHOICES } from './choices';
import type { Moment, UsageRow, UserRow } from './model';
import type { ServerRow } from './server-model';
import type { World } from './world';

const HOUR_MS = 3_600_000;

/** What a user's servers used in a stretch of time. */
export interface Used {
  readonly hours: number;
  readonly tokens: number;
}

/** Whether a user's servers are metered by the hour. */
export function isMetered(user: UserRow): boolean {
  return user.selfService === 1 || user.selfService === 3;
}

/** Begins to meter a server, when its owner is metered. */
export function startMetering(world: World, server: ServerRow, at: Moment): void {
  const owner = world.users.get(server.ownerId);
  if (!owner || !isMetered(owner) || world.usage.find(row => row.serverId === server.id && row.to === null)) return;
  const tokens = world.packages.get(server.packageId)?.tokenValue ?? 0;
  world.usage.insert({
    serverId: server.id,
    serverName: server.name,
    userId: owner.id,
    tokensPerHour: tokens / CHOICES.monthToHours,
    from: at,
    to: null,
  });
}

export function stopMetering(world: World, serverId: number, at: Moment): void {
  for (const row of world.usage.where(candidate => candidate.serverId === serverId && candidate.to === null)) row.to = at;
}

/** The hours of one meter between two moments; an hour that was begun counts. */
export function usedBy(row: UsageRow, from: Moment, to: Moment): Used {
  const milliseconds = Math.min(row.to ?? to, to) - Math.max(row.from, from);
  const hours = milliseconds > 0 ? Math.ceil(milliseconds / HOUR_MS) : 0;
  return { hours, tokens: hours * row.tokensPerHour };
}

/** A user's use between two moments, never beyond now. */
export function usedByUser(world: World, userId: number, from: Moment, to: Moment): Used {
  const until = Math.min(to, world.now());
  return world.usage
    .where(row => row.userId === userId)
    .map(row => usedBy(row, from, until))
    .reduce((sum, used) => ({ hours: sum.hours + used.hours, tokens: sum.tokens + used.tokens }), { hours: 0, tokens: 0 });
}

/** Tokens a user has left: everything credited minus everything used. */
export function tokensLeft(world: World, userId: number): number {
  const credited = world.credits.where(row => row.userId === userId).reduce((sum, row) => sum + row.tokens, 0);
  return credited - usedByUser(world, userId, 0, world.now()).tokens;
}
