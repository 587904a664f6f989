import { Injectable } from '@nestjs/common';
import { createHmac, hkdfSync } from 'node:crypto';
import { Config } from '@api/platform';

/** Hashes API keys with a key of the installation, so that a copy of the database is of no use to find or make one. */
@Injectable()
export class KeyHasher {
  private readonly secret: Buffer;

  constructor({ env }: Config) {
    this.secret = Buffer.from(hkdfSync('sha256', env.SESSION_SECRET, '', 'skypanel:api-keys', 32));
  }

  hash(key: string): string {
    return createHmac('sha256', this.secret).update(key).digest('base64url');
  }
}
