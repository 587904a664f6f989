// I9: no job is open for ever, none is dead, and every replica that should live does.

export async function workProblems({ database, replicas, knownDead }, open) {
  const dead = await database.query(
    `select id, name, coalesce(output->>'message', '') as message from jobs.job
     where state = 'failed' and name not like 'mail.%' and id <> all($1) limit 5`,
    [[...knownDead]],
  );
  for (const { id } of dead) knownDead.add(id);
  return [
    ...open.map(what => `I9 still open: ${what}`),
    ...dead.map(({ name, message }) => `I9 dead job ${name}: ${message}`),
    ...replicas.lost.splice(0).map(replica => `I9 a replica ended by itself: ${replica.log.slice(-600)}`),
  ];
}
