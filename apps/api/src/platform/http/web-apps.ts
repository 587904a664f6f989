import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** File names that carry a hash of their content may be kept for ever. */
const HASHED = /-[A-Za-z0-9_-]{8}\.(js|css|woff2|svg|png|ico)(\.(br|gz))?$/;
const APPS = [
  { name: 'console', prefix: '/admin/' },
  { name: 'portal', prefix: '/' },
] as const;
const BRAND_MARK = '<!--brand-->';
/** Addresses of files, which a page must not stand in for: with an extension, or with a name that begins with a dot. */
const NO_PAGE = /\.\w+$|\/(\.|%2e)/i;

/** What is put into a page before it is sent, so that the first paint has the host's colours. */
export interface PageHead {
  /** A CSS block; empty when the default colours hold. */
  brandCss(): string;
}

/** Serves both web apps: `/admin/*` is the console, everything else but `/api` the portal. Unbuilt apps are left out. */
export async function serveWebApps(fastify: FastifyInstance, root: string, head: PageHead): Promise<void> {
  let isDecorated = false;
  for (const { name, prefix } of APPS) {
    const folder = path.resolve(root, name);
    if (!existsSync(path.join(folder, 'index.html'))) continue;
    const page = pageSender(readFileSync(path.join(folder, 'index.html'), 'utf8'), head);
    await fastify.register(fastifyStatic, {
      root: folder,
      prefix,
      wildcard: false,
      globIgnore: ['**/index.html*'],
      index: false,
      preCompressed: true,
      decorateReply: !isDecorated,
      cacheControl: false,
      setHeaders: (reply, file) =>
        void reply.header('cache-control', HASHED.test(file) ? 'public, max-age=31536000, immutable' : 'public, max-age=300'),
    });
    isDecorated = true;
    fastify.get(prefix, page);
    fastify.get(`${prefix}*`, page);
    if (prefix !== '/') fastify.get(prefix.slice(0, -1), (_request, reply) => reply.redirect(prefix));
  }
}

function pageSender(html: string, head: PageHead) {
  return (request: FastifyRequest, reply: FastifyReply): FastifyReply | undefined => {
    const address = request.url.split('?')[0] ?? '/';
    if (address.startsWith('/api/') || address === '/api' || NO_PAGE.test(address)) {
      reply.callNotFound();
      return undefined;
    }
    const css = head.brandCss();
    const page = html.replace(BRAND_MARK, css ? `<style id="brand-tokens">${css}</style>` : '');
    return reply.header('cache-control', 'no-cache').type('text/html; charset=utf-8').send(page);
  };
}
