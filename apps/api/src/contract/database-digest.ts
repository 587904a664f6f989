import type { EntityManager } from '@mikro-orm/postgresql';

/** What a read may change: when a session or key was last used. Everything else is content. */
const FLEETING: Readonly<Record<string, readonly string[]>> = {
  sessions: ['last_used_at'],
  api_keys: ['last_used_at', 'last_address'],
};
/** What the product writes down about requests, whoever made them and whether or not they were admitted. */
export const TRACES: readonly string[] = [
  ...['audit_entries', 'audit_pending', 'audit_seals', 'security_events', 'security_watch', 'counted_attempts', 'rate_windows'],
  ...['api_key_use', 'api_key_networks', 'api_key_refusals', 'api_key_findings'],
];

/** A digest of every table's rows; two digests differ exactly in the tables that changed. New tables take part by themselves. */
export async function digestOf(em: EntityManager, without: readonly string[] = []): Promise<Record<string, string>> {
  const tables = await em.execute<{ name: string }[]>(
    `select table_name as name from information_schema.tables
     where table_schema = 'public' and table_type = 'BASE TABLE' order by table_name`,
  );
  const parts = tables
    .filter(({ name }) => !without.includes(name))
    .map(({ name }) => {
      const ignored = (FLEETING[name] ?? []).map(column => ` - '${column}'`).join('');
      return `select '${name}' as name, md5(coalesce(string_agg(row, ',' order by row), '')) as digest
        from (select (to_jsonb(t)${ignored})::text as row from "${name}" t) as rows_of`;
    });
  const rows = await em.execute<{ name: string; digest: string }[]>(parts.join(' union all '));
  return Object.fromEntries(rows.map(({ name, digest }) => [name, digest]));
}

/** How many jobs there are; reads must not add any. */
export async function countJobs(em: EntityManager): Promise<number> {
  const [row] = await em.execute<{ count: number }[]>('select count(*)::int as count from jobs.job');
  return row?.count ?? 0;
}
