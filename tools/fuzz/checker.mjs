// What is wrong with an answer, by the document and by what holds for every answer.

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const INTERNALS =
  /\n? {2,}at .+[(:]|\.[cm]?[jt]s:\d+|syntax error at|violates|relation "|node_modules|fastify|nestjs|mikro-?orm|FST_ERR/i;

/** Every problem, as a sentence; an empty list is a good answer. */
export function problemsWith(api, operation, { status, headers, text }) {
  // 503 says that an outside system is away or not configured, or that the report about the database is bad.
  if (status >= 500 && status !== 503) return [`answered ${status}: ${text.slice(0, 300)}`];
  if (status >= 400)
    return operation.responses[status]?.content && !text.includes('"error"')
      ? ofContent(api, operation, status, headers, text)
      : ofRefusal(text);
  return status < 300 ? ofContent(api, operation, status, headers, text) : [];
}

function ofRefusal(text) {
  const { error } = parsed(text) ?? {};
  if (!error) return [`refused in another form than the envelope: ${text.slice(0, 200)}`];
  const { code, message, request_id: requestId } = error;
  return [
    ...(/^[a-z][a-z0-9_]+$/.test(code) ? [] : [`the code is ${code}`]),
    ...(typeof message === 'string' && message !== '' ? [] : ['the refusal has no message']),
    ...(UUID.test(requestId) ? [] : ['the refusal has no request id']),
    ...(INTERNALS.test(message) ? [`the refusal tells internals: ${message.slice(0, 200)}`] : []),
  ];
}

function ofContent(api, { responses }, status, headers, text) {
  const documented = responses[status];
  if (!documented) return [`${status} is not documented`];
  const type = String(headers['content-type'] ?? '').split(';')[0];
  if (!documented.content) return text === '' ? [] : ['has a body that is not documented'];
  if (!(type in documented.content)) return [`${type} is not documented`];
  if (type !== 'application/json') return [];
  const value = parsed(text);
  return value === undefined ? ['is not JSON'] : differences(api, documented.content[type].schema, value, '$');
}

/** Stricter than JSON Schema in one point: what is not documented leaves by accident. */
function differences(api, schema, value, place) {
  const { type, nullable, allOf, oneOf, enum: words, ...rest } = api.resolve(schema);
  if (value === null) return nullable ? [] : [`${place} is null`];
  if (allOf) return allOf.flatMap(part => differences(api, part, value, place));
  if (oneOf)
    return oneOf.some(form => differences(api, form, value, place).length === 0) ? [] : [`${place} has none of its forms`];
  if (words) return words.includes(value) ? [] : [`${place} is ${JSON.stringify(value)}, not one of ${words.join(', ')}`];
  if (type === 'array')
    return Array.isArray(value)
      ? value.flatMap((item, index) => differences(api, rest.items, item, `${place}[${index}]`))
      : [`${place} is no list`];
  if (type === 'object') return ofObject(api, rest, value, place);
  const kind = type === 'integer' || type === 'number' ? 'number' : type;
  if (typeof value !== kind) return [`${place} is ${JSON.stringify(value)}, not ${type ?? 'documented'}`];
  return type === 'integer' && !Number.isInteger(value) ? [`${place} is no whole number`] : [];
}

function ofObject(api, { properties = {}, required = [], additionalProperties }, value, place) {
  if (typeof value !== 'object' || Array.isArray(value)) return [`${place} is no object`];
  const missing = required.filter(name => !(name in value)).map(name => `${place}.${name} is missing`);
  const wrong = Object.entries(value).flatMap(([name, item]) => {
    if (Object.hasOwn(properties, name)) return differences(api, properties[name], item, `${place}.${name}`);
    if (additionalProperties === true) return [];
    return additionalProperties
      ? differences(api, additionalProperties, item, `${place}.${name}`)
      : [`${place}.${name} is not documented`];
  });
  return [...missing, ...wrong];
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
