import 'reflect-metadata';
import { MikroORM } from '@mikro-orm/postgresql';
import { entities } from './entities';
import { migrate, ormOptions, schemaProblems } from './platform/database';

const orm = await MikroORM.init(ormOptions(process.env['DATABASE_URL'] ?? '', entities, 2));
try {
  if (process.argv[2] === 'check') {
    const problems = await schemaProblems(orm);
    console.log(problems.length === 0 ? 'The database is as the code expects.' : problems.join('\n'));
    process.exitCode = problems.length === 0 ? 0 : 1;
  } else {
    const ran = await migrate(orm);
    console.log(ran.length === 0 ? 'Nothing to migrate.' : ran.map(name => `ran ${name}`).join('\n'));
  }
} finally {
  await orm.close();
}
