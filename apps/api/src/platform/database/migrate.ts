import type { MikroORM } from '@mikro-orm/postgresql';

/** Any process may start first; this key lets one of them migrate while the others wait. */
const MIGRATION_LOCK = 7_531_001;

/** Brings the database to the newest migration, under an advisory lock. Returns the names of those that ran. */
export async function migrate(orm: MikroORM): Promise<string[]> {
  const connection = orm.em.fork();
  return connection.transactional(async em => {
    await em.execute('select pg_advisory_xact_lock(?)', [MIGRATION_LOCK]);
    return (await orm.migrator.up()).map(({ name }) => name);
  });
}

/** What keeps this database from being the one the code expects; empty when all is well. */
export async function schemaProblems(orm: MikroORM): Promise<string[]> {
  const pending = (await orm.migrator.getPending()).map(({ name }) => `migration ${name} has not run`);
  if (pending.length > 0) return pending;
  const columns = await orm.em.execute<{ table_name: string; column_name: string; is_nullable: 'YES' | 'NO' }[]>(
    `select table_name, column_name, is_nullable from information_schema.columns where table_schema = 'public'`,
  );
  const known = new Map(columns.map(column => [`${column.table_name}.${column.column_name}`, column.is_nullable === 'YES']));
  return [...orm.getMetadata().getAll().values()].flatMap(entity =>
    entity.props
      .filter(property => property.persist !== false)
      .flatMap(property =>
        property.fieldNames.map(name => ({ key: `${entity.tableName}.${name}`, nullable: property.nullable === true })),
      )
      .flatMap(({ key, nullable }) => {
        const found = known.get(key);
        if (found === undefined) return [`column ${key} is missing`];
        return found === nullable ? [] : [`column ${key} is ${found ? '' : 'not '}nullable in the database, unlike in the code`];
      }),
  );
}
