import { Injectable } from '@nestjs/common';
import { type Env, type ProcessRole, readEnv } from './env';

/** The environment of this process, read and checked once. */
@Injectable()
export class Config {
  readonly env: Env = readEnv();

  has(role: ProcessRole): boolean {
    return this.env.SKYPANEL_ROLES.includes(role);
  }

  /** True when browsers reach the product over TLS, so that cookies may be marked Secure. */
  get isSecure(): boolean {
    return this.env.PUBLIC_URL.startsWith('https://');
  }
}
