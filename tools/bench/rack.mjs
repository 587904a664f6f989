// The sandbox as a benchmark uses it: VirtFusion with so many servers, that can be made to hang, and what it was asked.

const AT_A_TIME = 16;

/** What a benchmark does with the simulated VirtFusion at `sandboxUrl`. */
export function rackOf(sandboxUrl, token) {
  const control = async (method, path, body) => {
    const reply = await fetch(`${sandboxUrl}/_control${path}`, {
      method,
      headers: { 'content-type': 'application/json' },
      ...(body && { body: JSON.stringify(body) }),
    });
    if (!reply.ok) throw new Error(`The sandbox refused ${method} ${path} (${reply.status}): ${await reply.text()}`);
    return reply.status === 204 ? null : reply.json();
  };
  const virtfusion = async (path, body) => {
    const reply = await fetch(`${sandboxUrl}/virtfusion/api/v1${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify(body),
    });
    if (!reply.ok) throw new Error(`VirtFusion refused ${path} (${reply.status}): ${await reply.text()}`);
    return (await reply.json()).data;
  };
  return {
    /** Makes servers of one owner; returns their numbers. */
    async servers(count) {
      const owner = await virtfusion('/users', { name: 'Many', email: 'many@example.com', extRelationId: 1, selfService: 0 });
      const ids = [];
      while (ids.length < count) {
        const some = Array.from({ length: Math.min(AT_A_TIME, count - ids.length) }, () =>
          virtfusion('/servers', { packageId: 1, userId: owner.id, hypervisorId: 1, ipv4: 0 }),
        );
        ids.push(...(await Promise.all(some)).map(({ id }) => id));
      }
      return ids;
    },
    hang: () => control('POST', '/faults', { service: 'virtfusion', fault: 'hang' }),
    heal: () => control('DELETE', '/faults'),
    /** How many requests about servers there were so far. */
    async serverCalls() {
      const { data } = await control('GET', '/requests?service=virtfusion&limit=1000000');
      return data.filter(({ path }) => /\/servers(\/|\?|$)/.test(path)).length;
    },
  };
}
