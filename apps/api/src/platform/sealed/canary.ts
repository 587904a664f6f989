import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { SealedBox } from './sealed-box';
import { SealedColumns } from './sealed-columns';

const PURPOSE = 'sealed_canary.value 1';
const SONG = 'the present key opens what this database holds';

/** A value whose only use is to be opened at start: with a wrong APP_KEY the product refuses to run, instead of failing later one secret at a time. */
@Injectable()
export class Canary implements OnApplicationBootstrap {
  private readonly log = new Logger(Canary.name);

  constructor(
    private readonly em: EntityManager,
    private readonly sealedBox: SealedBox,
    private readonly columns: SealedColumns,
  ) {
    columns.register({ table: 'sealed_canary', id: 'id', column: 'value', purpose: () => PURPOSE });
  }

  async onApplicationBootstrap(): Promise<void> {
    const em = this.em.fork();
    await em.execute('insert into sealed_canary (id, value) values (1, ?) on conflict (id) do nothing', [
      this.sealedBox.seal(SONG, PURPOSE),
    ]);
    const [row] = await em.execute<{ value: string }[]>('select value from sealed_canary where id = 1');
    if (!row || this.read(row.value) !== SONG)
      throw new Error(
        'APP_KEY does not open what this database holds. Give the key that it was sealed with as APP_KEY or APP_KEY_PREVIOUS.',
      );
    const outdated = await this.columns.outdated();
    if (outdated > 0) this.log.warn({ outdated }, 'values are still sealed with an earlier key: run "npm run secrets:rotate"');
  }

  private read(value: string): string | null {
    try {
      return this.sealedBox.open(value, PURPOSE);
    } catch {
      return null; // the caller says what this means
    }
  }
}
