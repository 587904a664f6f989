// From an operation to requests: whose, with which parameters, headers and body.
import fc from 'fast-check';
import { bodyOf, refusedBodyOf, validOf } from './arbitraries.mjs';
import { hostileBody, hostileHeaders, hostileText } from './hostile.mjs';

/**
 * What would end the run when it succeeded: accounts of the callers closed, roles changed, their addresses blocked, time moved by
 * years. These are sent with bodies that are refused; those without a body only by people who are refused.
 */
const HARMFUL = new Set([
  ...[
    'setUserStatus',
    'setUserRole',
    'setRolePermissions',
    'enforceSecondFactor',
    'blockAddress',
    'setSettings',
    'advanceTestClock',
  ],
  ...[
    'applyBulkUsers',
    'deleteUser',
    'deleteUserByStaff',
    'confirmTotp',
    'setApiKeyLimit',
    'revokeApiKey',
    'addPasskey',
    'editUser',
  ],
]);
/** Each of these makes a file of everything, which is not what is tried here. */
const RARE = new Set(['exportAuditLog', 'exportUserData', 'verifyAuditLog']);

/** Operations in the proportion in which they are asked. */
export function operationsOf(api) {
  const usual = api.operations.filter(({ id }) => !RARE.has(id));
  return fc.oneof(
    { weight: 60, arbitrary: fc.constantFrom(...usual) },
    { weight: 1, arbitrary: fc.constantFrom(...api.operations) },
  );
}

/** Requests for one operation. */
export function shotsAt(api, memory, people, operation) {
  const isHarmful = HARMFUL.has(operation.id);
  return fc.record({
    person: isHarmful && !operation.body ? fc.constant('guest') : callersOf(operation, people),
    path: pathOf(api, memory, operation),
    query: queryOf(api, memory, operation),
    headers: hostileHeaders(),
    body: payloadOf(api, memory, operation, isHarmful),
  });
}

/** Whoever is refused at the door tests the door only, so those who get further come more often. */
function callersOf({ access }, people) {
  const isFor = ({ kind }) => (access === 'key' ? kind === 'key' : access.includes('.') ? kind === 'staff' : kind === 'customer');
  const admitted = people.filter(isFor).map(({ name }) => name);
  const anybody = fc.constantFrom(...people.map(({ name }) => name));
  if (admitted.length === 0) return anybody;
  return fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...admitted) }, { weight: 1, arbitrary: anybody });
}

function pathOf(api, memory, { path, parameters }) {
  const parts = path.split('/').map((part, index, all) => {
    const name = /^\{(\w+)\}$/.exec(part)?.[1];
    if (name === undefined) return fc.constant(part);
    const schema = parameters.find(parameter => parameter.in === 'path' && parameter.name === name)?.schema;
    const known = [...memory.recall(all[index - 1]), ...memory.recall(name)].map(String);
    return fc.oneof(
      ...(known.length > 0 ? [{ weight: 6, arbitrary: fc.constantFrom(...known).map(encodeURIComponent) }] : []),
      { weight: 2, arbitrary: validOf(api, memory, schema).map(value => encodeURIComponent(String(value))) },
      { weight: 1, arbitrary: hostileText().map(encodeURIComponent) },
    );
  });
  return fc.tuple(...parts).map(filled => filled.join('/'));
}

function queryOf(api, memory, { parameters }) {
  const known = parameters.filter(parameter => parameter.in === 'query');
  const right = known.map(({ name, schema }) => fc.tuple(fc.constant(name), validOf(api, memory, schema, name).map(String)));
  const wrong = fc.tuple(
    fc.constantFrom('page', 'limit', 'sort', '__proto__[polluted]', ...known.map(({ name }) => name)),
    hostileText(),
  );
  const pair = fc.oneof(...right.map(arbitrary => ({ weight: 3, arbitrary })), { weight: 1, arbitrary: wrong });
  return fc
    .array(pair, { maxLength: known.length > 0 ? 3 : 1 })
    .map(pairs => pairs.map(([name, text]) => `${encodeURIComponent(name)}=${encodeURIComponent(text)}`).join('&'));
}

function payloadOf(api, memory, { method, body }, isHarmful) {
  if (method === 'GET') return fc.constant(null);
  if (!body) return fc.oneof({ weight: 5, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: hostileBody() });
  if (isHarmful) return refusedBodyOf(api, memory, body);
  return fc.oneof({ weight: 8, arbitrary: bodyOf(api, memory, body) }, { weight: 1, arbitrary: hostileBody() });
}
