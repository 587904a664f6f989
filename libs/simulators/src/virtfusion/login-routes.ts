import { idOf, type Call, type Reply } from '../kit/call';
import type { Routes } from '../kit/routes';
import { CHOICES } from './choices';
import { userByRelation } from './relation';
import { data, notFound } from './replies';
import { randomWord } from './secrets';
import type { World } from './world';

interface LoginToken {
  readonly pair: string;
  readonly name: string;
  readonly serverId: number | null;
  /** Real time: the sandbox's clock does not outrun a browser. */
  readonly expiresAt: number;
}

/** Single sign-on: token pairs that open the panel's own site once, for a minute. */
export class Logins {
  private tokens: LoginToken[] = [];

  constructor(private readonly world: World) {}

  /** Routes of the API. */
  serveApi(routes: Routes): void {
    routes.on('POST', '/users/:extRelationId/authenticationTokens', call => this.issue(call, null));
    routes.on('POST', '/users/:extRelationId/serverAuthenticationTokens/:serverId', call => {
      const user = userByRelation(this.world, call);
      const server = this.world.serverOf(idOf(call, 'serverId'));
      if (server.ownerId !== user.id) throw notFound('server');
      return this.issue(call, server.id);
    });
  }

  /** The panel's page that takes a pair. */
  enter(call: Call): Reply {
    const pair = `${call.query.get('1') ?? ''}&${call.query.get('2') ?? ''}`;
    const token = this.tokens.find(candidate => candidate.pair === pair && candidate.expiresAt > Date.now());
    this.tokens = this.tokens.filter(candidate => candidate !== token && candidate.expiresAt > Date.now());
    if (!token) return { status: 403, html: page('Sign-in link expired', 'Ask for a new one.') };
    const place = token.serverId === null ? 'your servers' : `server ${token.serverId}`;
    return {
      status: 200,
      html: page('Simulated VirtFusion panel', `Signed in as ${escapeHtml(token.name)}, looking at ${place}.`),
    };
  }

  private issue(call: Call, serverId: number | null): Reply {
    const user = userByRelation(this.world, call);
    const [one, two] = [randomWord(100), randomWord(100)];
    const ttl = CHOICES.loginTokenSeconds;
    const expiresAt = Date.now() + ttl * 1000;
    this.tokens.push({ pair: `${one}&${two}`, name: user.name, serverId, expiresAt });
    return data({
      authentication: {
        tokens: { 1: one, 2: two },
        endpoint: '/token_authenticate',
        endpoint_complete: `/token_authenticate/?1=${one}&2=${two}`,
        expiry: { ttl, expires: new Date(expiresAt).toISOString().replace('Z', '000Z') },
      },
    });
  }
}

function page(title: string, text: string): string {
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>${title}</title><h1>${title}</h1><p>${text}</p></html>`;
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, letter => `&#${letter.charCodeAt(0)};`);
}
