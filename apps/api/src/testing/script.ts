/** A script with a cookie jar that talks to a process over the network. */
export class Script {
  private readonly cookies = new Map<string, string>();

  constructor(private readonly url: string) {}

  /** The same jar at another address: the process was replaced. */
  at(url: string): Script {
    const moved = new Script(url);
    for (const [name, value] of this.cookies) moved.cookies.set(name, value);
    return moved;
  }

  async send<Body>(method: 'GET' | 'POST', path: string, body?: object): Promise<{ status: number; body: Body }> {
    const reply = await fetch(this.url + path, {
      method,
      headers: {
        cookie: [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; '),
        ...(body && { 'content-type': 'application/json' }),
      },
      ...(body && { body: JSON.stringify(body) }),
    });
    for (const line of reply.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      this.cookies.set(name, value);
    }
    const text = await reply.text();
    return { status: reply.status, body: (text === '' ? null : JSON.parse(text)) as Body };
  }
}
