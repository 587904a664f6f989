import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { User } from '../auth';
import { SessionService } from '../auth/sessions/session.service';
import type { Route } from './routes';

/** Every kind of caller there is. `other` is a customer to whom nothing of what `customer` has belongs. */
export const PRINCIPALS = [
  ...(['guest', 'unverified', 'customer', 'other', 'suspended', 'support', 'billing', 'content', 'admin'] as const),
  ...(['key-without-scope', 'key-with-scope', 'key-of-suspended'] as const),
] as const;
export type Principal = (typeof PRINCIPALS)[number];

/** How somebody shows who they are. */
export interface Credential {
  headersFor(route: Route | undefined): Record<string, string>;
  /** Begins anew, for those who end their own session by being right. */
  renew(): Promise<void>;
}

/** Shows nothing. */
export class NoCredential implements Credential {
  headersFor(): Record<string, string> {
    return {};
  }

  async renew(): Promise<void> {
    // There is nothing to begin.
  }
}

/** The session of a person, also of one whom the sign-in would refuse. */
export class SessionCookie implements Credential {
  private token = '';

  constructor(
    private readonly app: NestFastifyApplication,
    private readonly user: User,
    private readonly userAgent = 'contract test',
  ) {}

  headersFor(): Record<string, string> {
    return { cookie: `sky_access=${this.token}` };
  }

  async renew(): Promise<void> {
    const proof = { userAgent: this.userAgent, address: '127.0.0.1', secondFactor: null };
    this.token = (await this.app.get(SessionService).open(this.user, proof)).accessToken;
  }
}

/** An API key, which may be another one for each route. */
export class PresentedKey implements Credential {
  constructor(private readonly keyFor: (route: Route | undefined) => string) {}

  headersFor(route: Route | undefined): Record<string, string> {
    return { authorization: `Bearer ${this.keyFor(route)}` };
  }

  async renew(): Promise<void> {
    // Keys do not end by being used.
  }
}
