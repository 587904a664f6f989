import { type FilterQuery, raw } from '@mikro-orm/postgresql';
import type { User } from './user.entity';

/**
 * Whose address this is, whatever the case. In the form of the index: a search without one reads the whole table, and its time
 * would tell whether there is such an account.
 */
export function withEmail(email: string): FilterQuery<User> {
  return { [raw('lower(email)')]: raw('lower(?)', [email]) };
}

/** Whose username this is, whatever the case. */
export function withUsername(username: string): FilterQuery<User> {
  return { [raw('lower(username)')]: raw('lower(?)', [username]) };
}
