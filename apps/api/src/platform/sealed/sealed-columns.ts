import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { SealedBox } from './sealed-box';

/** A column that holds sealed values, and what each is bound to. */
export interface SealedColumn {
  readonly table: string;
  /** The key of the table. */
  readonly id: string;
  readonly column: string;
  /** The purpose of the seal in the row with this key. */
  readonly purpose: (id: string | number) => string;
  /** What the first release bound the values to, where that was something else. */
  readonly firstPurpose?: string;
  /** The column by whose value the purpose is named; default: the key. */
  readonly boundTo?: string;
}

const BATCH = 200;

/** Knows every column with sealed values, so that a rotation of the key reaches all of them. */
@Injectable()
export class SealedColumns {
  private readonly columns: SealedColumn[] = [];

  constructor(
    private readonly em: EntityManager,
    private readonly sealedBox: SealedBox,
  ) {}

  register(column: SealedColumn): void {
    this.columns.push(column);
  }

  /** Seals everything anew that an earlier key sealed, while the product goes on; returns how many values of which table. */
  async rotate(): Promise<ReadonlyMap<string, number>> {
    const done = new Map<string, number>();
    for (const column of this.columns) {
      let count = 0;
      for (let batch = await this.rotateBatch(column); batch > 0; batch = await this.rotateBatch(column)) count += batch;
      done.set(column.table, count);
    }
    return done;
  }

  /** How many values still need an earlier key. */
  async outdated(): Promise<number> {
    let total = 0;
    for (const { table, column } of this.columns) {
      const [row] = await this.em
        .fork()
        .execute<{ count: number }[]>(
          `select count(*)::int as count from ${table} where ${column} is not null and not starts_with(${column}, ?)`,
          [this.sealedBox.presentStart],
        );
      total += row?.count ?? 0;
    }
    return total;
  }

  private rotateBatch({ table, id, column, purpose, firstPurpose, boundTo = id }: SealedColumn): Promise<number> {
    return this.em.transactional(async em => {
      const rows = await em.execute<{ id: string | number; bound: string | number; value: string }[]>(
        `select ${id} as id, ${boundTo} as bound, ${column} as value from ${table}
         where ${column} is not null and not starts_with(${column}, ?) order by ${id} limit ${BATCH} for update`,
        [this.sealedBox.presentStart],
      );
      for (const row of rows) {
        const name = purpose(row.bound);
        const sealed = this.sealedBox.seal(this.sealedBox.open(row.value, name, firstPurpose), name);
        await em.execute(`update ${table} set ${column} = ? where ${id} = ?`, [sealed, row.id]);
      }
      return rows.length;
    });
  }
}
