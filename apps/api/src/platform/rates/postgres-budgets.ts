import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { BudgetStore, type Grant } from './budget-store';

/** Keeps the budgets in one unlogged row a subject, for all processes of the database. */
@Injectable()
export class PostgresBudgets extends BudgetStore {
  constructor(private readonly em: EntityManager) {
    super();
  }

  async take(subject: string, limit: number, wanted: number): Promise<Grant> {
    const [row] = await this.em
      .fork()
      .execute<{ granted: number; remaining: number; ends_in_ms: number; retry_in_ms: number }[]>(
        'select * from take_from_window(?, ?, ?)',
        [subject, limit, wanted],
      );
    if (!row) throw new Error('The window of a limit answered nothing');
    return { granted: row.granted, remaining: row.remaining, endsInMs: row.ends_in_ms, retryInMs: row.retry_in_ms };
  }
}
