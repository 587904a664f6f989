import { formatDecimal } from '@sky/money';
import { stringify } from 'csv-stringify';
import { pipeline, Readable } from 'node:stream';
import type { PersonRow } from './people-reader';

const COLUMNS = [
  'id',
  'username',
  'email',
  'full name',
  'role',
  'state',
  'email confirmed',
  'balance',
  'currency',
  'servers',
  'tags',
  'created',
  'last sign-in',
];

/** People as CSV, a row at a time; cells that a spreadsheet would run as formulas are defused. */
export function peopleAsCsv(people: AsyncIterable<PersonRow>, currency: string): Readable {
  const csv = stringify({ header: true, columns: COLUMNS, escape_formulas: true });
  // A reader who goes away ends the reading too; a database that goes away ends the answer, not the process.
  return pipeline(Readable.from(rowsOf(people, currency)), csv, () => undefined);
}

async function* rowsOf(people: AsyncIterable<PersonRow>, currency: string): AsyncGenerator<(string | number)[]> {
  for await (const person of people)
    yield [
      person.id,
      person.username,
      person.email,
      person.fullName,
      person.role,
      person.state,
      person.isVerified ? 'yes' : 'no',
      formatDecimal(BigInt(person.balance), currency),
      currency,
      person.serverCount,
      person.tags.join(' '),
      person.createdAt.toISOString(),
      person.lastSignInAt?.toISOString() ?? '',
    ];
}
