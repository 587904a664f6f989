import { Injectable } from '@nestjs/common';
import { strToU8, zip, type Zippable } from 'fflate';
import { AuditLog } from '@api/audit';
import { AttemptCounter, type AttemptLimit } from '../attempts/attempt-counter';
import { PersonalData } from './personal-data';

const EXPORTS: AttemptLimit = { free: 10, longestWaitSeconds: 3600, forgetAfterSeconds: 24 * 3600 };

/** Packs everything the product holds about a person into one archive of JSON files. */
@Injectable()
export class DataExport {
  constructor(
    private readonly data: PersonalData,
    private readonly attempts: AttemptCounter,
    private readonly audit: AuditLog,
  ) {}

  /** The archive as bytes of a zip file. */
  async of(userId: number): Promise<Buffer> {
    await this.attempts.count(`data-export:${userId}`, EXPORTS);
    const files: Zippable = {};
    for (const source of this.data.sources)
      for (const [name, content] of Object.entries(await source.collect(userId)))
        files[`${name}.json`] = strToU8(JSON.stringify(content, asText, 2));
    await this.audit.record({ action: 'user.data-exported', userId, target: { kind: 'user', id: userId } });
    return pack(files);
  }
}

/** JSON has no whole numbers of 64 bits. */
function asText(_name: string, value: unknown): unknown {
  return typeof value === 'bigint' ? value.toString() : value;
}

function pack(files: Zippable): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    zip(files, { level: 6 }, (error, bytes) => (error ? reject(error) : resolve(Buffer.from(bytes))));
  });
}
