import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Scope } from '../platform';
import type { Person } from './make';

/** A key as its owner got it. */
export interface HeldKey {
  readonly id: number;
  readonly key: string;
}

/** Makes an API key through the front door, as its owner would. */
export async function keyOf(person: Person, scopes: readonly Scope[], wish: object = {}): Promise<HeldKey> {
  const { status, body } = await person.browser.post<HeldKey>('/api/user/api-keys', { name: 'script', scopes, ...wish });
  if (status !== 201) throw new Error(`The key was not made (${status}): ${JSON.stringify(body)}`);
  return body;
}

export interface KeyAnswer<Body> {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: Body;
}

interface Asked {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly body?: object;
  readonly headers?: Readonly<Record<string, string>>;
  /** The caller's address. */
  readonly from?: string;
}

/** What a program that holds a key sends. */
export async function askWithKey<Body = { error?: { code: string } }>(
  app: NestFastifyApplication,
  key: string,
  url: string,
  { method = 'GET', body, headers = {}, from = '127.0.0.1' }: Asked = {},
): Promise<KeyAnswer<Body>> {
  const reply = await app.inject({
    method,
    url,
    remoteAddress: from,
    headers: { authorization: `Bearer ${key}`, ...headers },
    ...(body !== undefined && { payload: body }),
  });
  const isJson = String(reply.headers['content-type'] ?? '').includes('json');
  return { status: reply.statusCode, headers: reply.headers, body: (isJson ? reply.json() : reply.body) as Body };
}
