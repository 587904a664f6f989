import { paramOf, type Call } from '../kit/call';
import { flagIn } from './fields';
import type { UserRow } from './model';
import { notFound } from './replies';
import type { World } from './world';

/** The user the path names by external relation: the integer, or with `?relStr=true` the string. */
export function userByRelation(world: World, call: Call): UserRow {
  const value = paramOf(call, 'extRelationId');
  const isText = flagIn(call, 'relStr');
  const user = world.users.find(row => (isText ? row.relStr === value : String(row.extRelationId) === value));
  if (!user) throw notFound('ext_relation_id');
  return user;
}
