/** One answer as it came over the network. */
export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

export interface Wish {
  readonly method?: string;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Somebody with a cookie jar at a process of their choice. */
export class Visitor {
  private readonly cookies = new Map<string, string>();

  constructor(private readonly url: string) {}

  /** The same jar, at another process. */
  at(url: string): Visitor {
    const moved = new Visitor(url);
    for (const [name, value] of this.cookies) moved.cookies.set(name, value);
    return moved;
  }

  cookie(name: string): string {
    return this.cookies.get(name) ?? '';
  }

  setCookie(name: string, value: string): void {
    this.cookies.set(name, value);
  }

  /** Sends and keeps the cookies that come back. */
  async ask(path: string, { method = 'GET', body, headers = {} }: Wish = {}): Promise<Reply> {
    const reply = await fetch(this.url + path, {
      method,
      redirect: 'manual',
      headers: {
        cookie: [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; '),
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    for (const line of reply.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      this.cookies.set(name, value);
    }
    return { status: reply.status, headers: reply.headers, text: await reply.text() };
  }

  async signIn(username: string, password: string): Promise<this> {
    const { status, text } = await this.ask('/api/auth/login', { method: 'POST', body: { username, password } });
    if (status !== 200) throw new Error(`${username} could not sign in (${status}): ${text}`);
    return this;
  }
}

/** The code of a refusal. */
export function codeOf({ text }: Reply): string {
  return (JSON.parse(text) as { error: { code: string } }).error.code;
}
