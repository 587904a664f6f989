import { Injectable } from '@nestjs/common';
import { createHmac, hkdfSync } from 'node:crypto';
import { Config } from '@api/platform';
import { sessionSecrets } from '../sessions/tokens';

/** Hashes API keys with a key of the installation, so that a copy of the database is of no use to find or make one. */
@Injectable()
export class KeyHasher {
  private readonly secrets: readonly Buffer[];

  constructor(config: Config) {
    this.secrets = sessionSecrets(config).map(secret => Buffer.from(hkdfSync('sha256', secret, '', 'skypanel:api-keys', 32)));
  }

  /** The hash that is stored. */
  hash(key: string): string {
    return this.hashes(key)[0] ?? '';
  }

  /** The hashes by which a key may have been stored, the present one first. */
  hashes(key: string): string[] {
    return this.secrets.map(secret => createHmac('sha256', secret).update(key).digest('base64url'));
  }
}
