import { Migrator } from '@mikro-orm/migrations';
import { type AnyEntity, defineConfig, type EntitySchema, type Options, UnderscoreNamingStrategy } from '@mikro-orm/postgresql';
import pg from 'pg';
import { migrations } from '../../migrations';

export type EntityList = (EntitySchema | { new (): AnyEntity })[];

/** MikroORM's settings: entities are listed by their features, migrations by hand, nothing is discovered. */
export function ormOptions(clientUrl: string, entities: EntityList, poolSize = 20): Options {
  return defineConfig({
    clientUrl,
    entities,
    extensions: [Migrator],
    namingStrategy: UnderscoreNamingStrategy,
    metadataCache: { enabled: false },
    forceUtcTimezone: true,
    schemaGenerator: { ignoreSchema: ['jobs'] },
    migrations: { migrationsList: migrations, snapshot: false, allOrNothing: true, transactional: true },
    pool: { min: 2, max: poolSize },
    // Migrations say what they did themselves; failures are thrown.
    logger: () => undefined,
    driverOptions: {
      types: typesWithDates(),
      statement_timeout: 30_000,
      connectionTimeoutMillis: 5_000,
      application_name: 'skypanel',
    },
    // Business rows are never cached between requests: every unit of work forks its own entity manager.
    allowGlobalContext: true,
  });
}

const TIMESTAMP_WITH_TIME_ZONE = 1184;
const DATE = 1082;

/** Moments come out of raw queries as `Date`, as they do out of entities; days stay text, since a day is not a moment. */
function typesWithDates(): pg.TypeOverrides {
  const types = new pg.TypeOverrides();
  types.setTypeParser(TIMESTAMP_WITH_TIME_ZONE, text => new Date(text));
  types.setTypeParser(DATE, text => text);
  return types;
}
