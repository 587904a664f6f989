import { Injectable } from '@nestjs/common';
import { RefusedError } from '@api/platform';
import { CatalogueReader, type MirroredTemplate } from '@api/virtfusion';
import type { Server } from '../server.entity';

/** An operating system that a server may be given. */
export interface ChosenSystem {
  readonly words: string;
  readonly administrator: 'root' | 'Administrator';
}

/** Which operating systems a server may be given: those of its package, without what is out of date unless it is there already. */
@Injectable()
export class Systems {
  constructor(private readonly catalogue: CatalogueReader) {}

  /** In the order the host lists them; out-of-date ones are listed as well, so that people see why they are not offered. */
  of({ packageId }: Pick<Server, 'packageId'>): Promise<MirroredTemplate[]> {
    return this.catalogue.templates(packageId);
  }

  async forRebuild(server: Pick<Server, 'packageId' | 'templateId'>, templateId: number): Promise<ChosenSystem> {
    const template = (await this.of(server)).find(({ id }) => id === templateId);
    if (!template) throw refused('template_not_available', 'This operating system cannot be installed on this server.');
    if (template.isEndOfLife && templateId !== server.templateId)
      throw refused('template_end_of_life', 'This operating system gets no more updates and is no longer installed.');
    return { words: wordsOf(template), administrator: template.kind === 'windows' ? 'Administrator' : 'root' };
  }
}

function wordsOf({ name, version }: MirroredTemplate): string {
  return [name, version].filter(Boolean).join(' ');
}

function refused(code: string, message: string): RefusedError {
  return new RefusedError(code, message, [{ field: 'templateId', message }]);
}
