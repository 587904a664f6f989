/** A table's rows and its next id, as they are kept in a state file. */
export interface StoredTable<Row> {
  readonly nextId: number;
  readonly rows: readonly Row[];
}

/** Rows with integer ids that count up and are never given twice. Rows are live objects: change them in place. */
export class Table<Row extends { readonly id: number }> {
  private rows = new Map<number, Row>();
  private nextId = 1;

  insert(fields: Omit<Row, 'id'>): Row {
    return this.put({ ...fields, id: this.nextId } as Row);
  }

  /** Keeps a row under an id of the caller's choice. */
  put(row: Row): Row {
    this.rows.set(row.id, row);
    this.nextId = Math.max(this.nextId, row.id + 1);
    return row;
  }

  get(id: number): Row | undefined {
    return this.rows.get(id);
  }

  delete(id: number): boolean {
    return this.rows.delete(id);
  }

  all(): Row[] {
    return [...this.rows.values()];
  }

  where(claim: (row: Row) => boolean): Row[] {
    return this.all().filter(claim);
  }

  find(claim: (row: Row) => boolean): Row | undefined {
    for (const row of this.rows.values()) if (claim(row)) return row;
    return undefined;
  }

  get size(): number {
    return this.rows.size;
  }

  toJSON(): StoredTable<Row> {
    return { nextId: this.nextId, rows: this.all() };
  }

  load(stored: StoredTable<Row>): void {
    this.rows = new Map(stored.rows.map(row => [row.id, structuredClone(row)]));
    this.nextId = stored.nextId;
  }

  clear(): void {
    this.rows = new Map();
    this.nextId = 1;
  }
}
