import { Refused, type Call } from '../kit/call';
import type { Routes } from '../kit/routes';
import { CHOICES } from './choices';
import { Fields } from './fields';
import { isMetered, startMetering, stopMetering } from './metering';
import type { UserRow } from './model';
import { userByRelation } from './relation';
import { conflict, created, data, empty } from './replies';
import { randomWord } from './secrets';
import { userView } from './user-view';
import type { World } from './world';

const EMAIL_FORM = /^[^@\s]+@[^@\s]+\.[^@\s]+$/;
const SHORTEST_NAME = 2;

/** Users, as a billing system makes and changes them by their external relation. */
export function serveUsers(routes: Routes, world: World): void {
  routes.on('POST', '/users', call => {
    const user = world.users.insert(newUser(world, call));
    return created({ ...userView(user), password: user.password });
  });
  routes.on('GET', '/users/:extRelationId/byExtRelation', call => data(userView(userByRelation(world, call))));
  routes.on('PUT', '/users/:extRelationId/byExtRelation', call => {
    const user = userByRelation(world, call);
    changeUser(world, user, Fields.of(call));
    const { name, email, selfService, suspended } = user;
    return created({ name, email, selfService, enabled: !suspended });
  });
  routes.on('DELETE', '/users/:extRelationId/byExtRelation', call => {
    const user = userByRelation(world, call);
    if (user.admin) throw conflict(CHOICES.administratorMessage);
    if (world.servers.find(server => server.ownerId === user.id)) throw conflict(CHOICES.userHasServersMessage);
    for (const key of world.sshKeys.where(row => row.userId === user.id)) world.sshKeys.delete(key.id);
    world.users.delete(user.id);
    return empty(204);
  });
  routes.on('POST', '/users/:extRelationId/byExtRelation/resetPassword', call => {
    const user = userByRelation(world, call);
    user.password = randomWord(30);
    user.updated = world.now();
    return created({ email: user.email, password: user.password });
  });
}

function newUser(world: World, call: Call): Omit<UserRow, 'id'> {
  const fields = Fields.of(call);
  const name = fields.requiredText('name');
  const email = fields.requiredText('email');
  const extRelationId = fields.integer('extRelationId', { least: 1 }) ?? null;
  const relStr = fields.text('relStr') ?? null;
  const selfService = fields.integer('selfService', { least: 0, most: 3 }) ?? 0;
  const now = world.now();
  const user: Omit<UserRow, 'id'> = {
    ...{ admin: false, extRelationId, relStr, name, email, password: randomWord(30), timezone: 'Europe/London', selfService },
    selfServiceHourlyCredit: fields.boolean('selfServiceHourlyCredit', false),
    selfServiceHourlyGroupProfiles: fields.integers('selfServiceHourlyGroupProfiles') ?? [],
    selfServiceResourceGroupProfiles: fields.integers('selfServiceResourceGroupProfiles') ?? [],
    selfServiceHourlyResourcePack: fields.integer('selfServiceHourlyResourcePack') ?? null,
    ...{ syncToProfiles: false, suspended: false, created: now, updated: now },
  };
  fields.boolean('sendMail', false);
  checkPerson(fields, user);
  refuseTwins(world, user);
  return user;
}

function changeUser(world: World, user: UserRow, fields: Fields): void {
  const changed: UserRow = {
    ...user,
    name: fields.text('name') ?? user.name,
    email: fields.text('email') ?? user.email,
    selfService: fields.integer('selfService', { least: 0, most: 3 }) ?? user.selfService,
    selfServiceHourlyCredit: fields.boolean('selfServiceHourlyCredit', user.selfServiceHourlyCredit),
    selfServiceHourlyGroupProfiles: fields.integers('selfServiceHourlyGroupProfiles') ?? user.selfServiceHourlyGroupProfiles,
    selfServiceResourceGroupProfiles:
      fields.integers('selfServiceResourceGroupProfiles') ?? user.selfServiceResourceGroupProfiles,
    selfServiceHourlyResourcePack: fields.integer('selfServiceHourlyResourcePack') ?? user.selfServiceHourlyResourcePack,
    suspended: !fields.boolean('enabled', !user.suspended),
    updated: world.now(),
  };
  checkPerson(fields, changed);
  refuseTwins(world, { ...changed, extRelationId: null, relStr: null }, user.id);
  Object.assign(user, changed);
  for (const server of world.servers.where(row => row.ownerId === user.id)) {
    if (isMetered(user)) startMetering(world, server, world.now());
    else stopMetering(world, server.id, world.now());
  }
}

function checkPerson(fields: Fields, { name, email }: Pick<UserRow, 'name' | 'email'>): void {
  if (name !== '' && name.length < SHORTEST_NAME) fields.complain(`The name must be at least ${SHORTEST_NAME} characters.`);
  if (email !== '' && !EMAIL_FORM.test(email)) fields.complain('The email must be a valid email address.');
  fields.check();
}

/** Somebody else must not have the same relation or e-mail. */
function refuseTwins(world: World, user: Omit<UserRow, 'id'>, exceptId?: number): void {
  const others = world.users.where(row => row.id !== exceptId);
  const errors: string[] = [];
  if (user.extRelationId !== null && others.some(row => row.extRelationId === user.extRelationId)) {
    errors.push('The ext relation id has already been taken.');
  }
  if (user.relStr !== null && others.some(row => row.relStr === user.relStr)) errors.push('The rel str has already been taken.');
  if (others.some(row => row.email.toLowerCase() === user.email.toLowerCase())) errors.push('The email has already been taken.');
  if (errors.length > 0) throw new Refused({ status: CHOICES.duplicateUserStatus, json: { errors } });
}
