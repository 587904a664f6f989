import { Injectable } from '@nestjs/common';
import { armFailpoints, forbidFailpoints } from '../failpoints';
import { type Env, type ProcessRole, readEnv } from './env';

/** The environment of this process, read and checked once. */
@Injectable()
export class Config {
  readonly env: Env = readEnv();

  constructor() {
    if (this.env.NODE_ENV === 'production') forbidFailpoints();
    else armFailpoints(this.env.SKYPANEL_FAILPOINTS);
  }

  has(role: ProcessRole): boolean {
    return this.env.SKYPANEL_ROLES.includes(role);
  }

  /** Money moves only at PayPal's own live host; everything else is a sandbox, whatever it is called. */
  get paymentsAreLive(): boolean {
    return new URL(this.env.PAYPAL_API_BASE).hostname === 'api-m.paypal.com';
  }

  /** True when browsers reach the product over TLS, so that cookies may be marked Secure. */
  get isSecure(): boolean {
    return this.env.PUBLIC_URL.startsWith('https://');
  }
}
